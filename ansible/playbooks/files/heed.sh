#!/bin/sh
# Have services heed what an interrupted run of site.yml wrote. What reads its settings anew does so; what has another unit
# than when it began, begins anew, as its bounds are those of its start. Run by site.yml; what does not run stays so.
set -eu
systemctl daemon-reload

# Whether the unit, or a part of it, was written in the second in which it began, or later. Those in /run are made anew
# whenever systemd reads units.
outdated() {
    began=$(date --date="$(systemctl show --value --property=ActiveEnterTimestamp "$1")" +%s)
    for file in $(systemctl show --value --property=FragmentPath --property=DropInPaths "$1"); do
        case $file in /run/*) continue ;; esac
        [ "$(stat --format=%Y "$file")" -lt "$began" ] || return 0
    done
    return 1
}

systemctl list-units --plain --no-legend --no-pager --state=active "$@" | cut -d' ' -f1 | while read -r unit; do
    if outdated "$unit"; then
        systemctl restart "$unit"
    else
        systemctl reload-or-restart "$unit"
    fi
    echo "$unit"
done
