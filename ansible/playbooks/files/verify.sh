#!/bin/sh
# Tell how this machine fares: a line a matter, each with `ok` or `!!`. Run by verify.yml; changes nothing.
root=$1    # site_root
groups=$2  # of this machine, with commas

say() { printf '%s  %-15s %s\n' "$1" "$2" "$3"; }
well() { [ "$1" -eq 0 ] && printf ok || printf '!!'; }
member() { case ",$groups," in *",$1,"*) true ;; *) false ;; esac; }
query() { runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align --command="$1" 2>&1 | head -n 1; }

# shellcheck disable=SC1091
. /etc/os-release
say ok system "$PRETTY_NAME ($(cat /etc/debian_version)), Linux $(uname -r), up since $(uptime -s)"

if [ -e /run/reboot-required ]; then
    say '!!' restart "wanted by $(sort -u /run/reboot-required.pkgs 2>/dev/null | tr '\n' ' ')"
fi

failed=$(systemctl list-units --failed --plain --no-legend --no-pager | cut -d' ' -f1 | tr '\n' ' ')
say "$(test -z "$failed"; well $?)" "failed units" "${failed:-none}"

if ! systemd-detect-virt --quiet --container; then
    synchronized=$(timedatectl show --property=NTPSynchronized --value)
    say "$(test "$synchronized" = yes; well $?)" clock "synchronized: $synchronized"
fi

df --output=pcent,avail,target --block-size=1M / /var /srv | tail -n +2 | sort -u | while read -r used left where; do
    say "$(test "${used%\%}" -lt 90; well $?)" room "$where: $used used, $left MB left"
done

updates=$(apt-get --simulate -o Debug::NoLocking=true upgrade 2>/dev/null | grep -c '^Inst')
say ok updates "$updates wait"

if member web || member scheduler; then
    if [ -L "$root/current" ]; then
        release=$(basename "$(readlink "$root/current")")
        say ok release "$release, live since $(cat "$root/current/DEPLOYED" 2>/dev/null || echo '(unknown)')"
        said=$(/usr/local/bin/microblog check 2>&1)
        say "$(well $?)" application "$(printf '%s' "$said" | tail -n 1)"
    else
        say '!!' release "none: run playbooks/deploy.yml"
    fi
fi

if member web; then
    say "$(systemctl is-active --quiet nginx; well $?)" nginx "$(nginx -v 2>&1)"
    chain=/etc/microblog/tls/fullchain.pem
    until=$(openssl x509 -noout -enddate -in $chain 2>/dev/null | cut -d= -f2)
    if [ -n "$until" ]; then
        days=$((($(date --date="$until" +%s) - $(date +%s)) / 86400))
        say "$(test $days -ge 20; well $?)" certificate "$days days left, until $until, $(openssl x509 -noout -issuer -in $chain)"
    else
        say '!!' certificate "none at $chain: run playbooks/site.yml"
    fi
fi

if member balancer; then
    say "$(systemctl is-active --quiet haproxy; well $?)" haproxy "$(haproxy -v | head -n 1 | cut -d' ' -f1-3)"
    # The fields of `show stat`: 1 is the backend, 2 the server, 18 how it is.
    python3 - <<'END' | while IFS=, read -r host state; do say "$(test "$state" = UP; well $?)" "web host" "$host: $state"; done
import socket
with socket.socket(socket.AF_UNIX) as line:
    line.connect("/run/haproxy/admin.sock")
    line.sendall(b"show stat -1 4 -1\n")
    for row in line.makefile():
        if row.startswith("well,"):
            fields = row.split(",")
            print(fields[1], fields[17], sep=",")
END
fi

if member scheduler; then
    say "$(systemctl is-active --quiet microblog-scheduler; well $?)" scheduler "$(systemctl is-active microblog-scheduler)"
fi

if command -v postqueue >/dev/null; then
    say "$(systemctl is-active --quiet postfix; well $?)" mail "$(systemctl is-active postfix), $(postqueue -j | wc -l) letters wait"
    if [ -e /etc/microblog/dkim.txt ]; then
        name=$(sed -n 's/[.] IN TXT.*//p' /etc/microblog/dkim.txt)
        say "$(systemctl is-active --quiet opendkim; well $?)" signing "by $name: the DNS must have what /etc/microblog/dkim.txt says"
    fi
fi

if member database; then
    there=$(pg_lsclusters --no-header 2>/dev/null | awk '$3 == 5432 { print $1 }')
    debian=$(apt-cache show --no-all-versions postgresql 2>/dev/null | sed -n 's/^Version: \([0-9]*\).*/\1/p')
    version=$(query "SELECT current_setting('server_version')")
    say "$(test "$there" = "$debian"; well $?)" PostgreSQL "$version; Debian's is $debian"
    torn=$(query "SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database")
    say "$(test "$torn" = 0; well $?)" checksums "$(query 'SHOW data_checksums'), $torn failures"
    behind=$(query "SELECT count(*) FROM pg_stat_archiver WHERE last_failed_time > coalesce(last_archived_time, '-infinity')")
    say "$(test "$behind" = 0; well $?)" archive "$(query "SELECT 'mode ' || current_setting('archive_mode') || ', last at ' || coalesce(last_archived_time::timestamp(0)::text, 'no time yet') FROM pg_stat_archiver")"
    if [ -e /etc/patroni/config.yml ]; then
        members=$(patronictl -c /etc/patroni/config.yml list --format tsv 2>/dev/null | tail -n +2)
        gone=$(($(sed -n 's/^  hosts: //p' /etc/patroni/config.yml | tr ',' '\n' | wc -l) - $(printf '%s\n' "$members" | grep -c .)))
        ill=$(printf '%s\n' "$members" | awk -F'\t' '$5 !~ /^(running|streaming)$/' | wc -l)
        said=$(printf '%s\n' "$members" | awk -F'\t' '{ printf "%s%s: %s, %s", sep, $2, $4, $5; sep = "; " }')
        say "$(printf '%s' "$members" | grep -q 'Leader' && test "$ill$gone" = 00; well $?)" cluster "${said:-Patroni does not answer}"
        say "$(systemctl is-active --quiet etcd; well $?)" etcd "$(systemctl is-active etcd)"
    fi
    if [ -L "$root/current" ]; then
        /usr/local/bin/microblog backup status 2>&1 | while read -r line; do
            case $line in *never* | *failed*|*rror*) mark='!!' ;; *) mark=ok ;; esac
            say "$mark" "proven restore" "$line"
        done
    fi
fi
