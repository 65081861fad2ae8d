"""What is said under the open sky: stars, bees, birds, plankton, gardens and other people's pets."""

POSTS = """
noor 22> Clear tonight! If you go out at half past ten and look south above the Lid, the bright one that does not
    twinkle is Jupiter. Wave. It takes the wave forty minutes to arrive. #lookup

noor> Astronomer's small talk: "Nice weather." "At which wavelength?"

noor 23> What I like best in my work is not the telescope. It is the queue. On Friday nights, strangers stand in the
    dark on a hill, one behind the other, stamping their feet, and everyone who comes away from the eyepiece turns
    round and says to the next one, whom they have never met: "Oh, just you wait." In that tone. I have looked at
    galaxies for twenty years, and I would still rather watch that.

noor w1> There is a comet coming our way. Not at us, relax, just past us, like somebody you know on the other side of
    the street. I will tell you when to look. #comet

noor> ليلة صافية أخيراً. القمر هلال رقيق فوق المنارة، والشاي ما زال ساخناً.

noor w2 23> Cloud. #comet

noor w2> More cloud. I have started to greet it by name. Hello, Stratus. Hello, other Stratus. #comet

noor w3 22> Tonight's observation through the 40 cm telescope: cloud, in great detail. #comet

noor> A pupil asked me what the universe is expanding into. I said "into Thursday". He nodded. I must be careful, he
    will go far with this.

noor w3 sat 22> I switched off the dome and watched the lanterns instead. Same temperature as the Sun's surface? No.
    Same effect? Roughly. #lanternnight

noor w4 tue 23> IT IS THERE. Low in the west, left of the Spout, a smudge with a tail as long as my thumb. GO OUT.
    Wake somebody. Wake me, I am standing on the roof shouting. #comet

noor wed 09 w4> 214 people climbed Observatory Hill last night in slippers. One of you brought soup. I have waited my
    whole career for a queue like this. #comet

noor> كل ضوء نراه رسالة قديمة. بعضها كُتب قبل أن نتعلّم القراءة. #نجوم

noor> The coffee machine at the observatory has been broken for longer than some stars have been observed. A campaign
    has been started. Donations of coffee: welcome. Donations of stars: also.

noor> People say looking at the stars makes them feel small. It makes me feel invited.

noor 04> Four in the morning, dome open, one fox on the lawn. We both stopped. We both pretended to have been going
    somewhere.

hamish> Bees are up, I am up. One of us has a plan. #beesofkettlemouth

hamish> Talked to the bees this morning, as one must. News of the house: the boiler is mended, the sister is visiting,
    the marmalade did not set. They took it calmly.

hamish w2 wed 11> Does anybody happen to be missing about twelve thousand bees? Asking from tram stop Market Square,
    where they are waiting for the number 2. #beesofkettlemouth

hamish w2 wed 15> All bees collected. Nobody stung, one sandwich abandoned. The queen rode home in my hat. Thank you
    @milan for holding the tram and for announcing it as "a short delay due to passengers". #beesofkettlemouth

hamish> Honey is just a garden that has been thought about for a long time.

hamish> Wasps are bees who read the comments.

hamish w3 wed> The ash from my old hives makes a blue glaze, it turns out. Eleven years I have been putting it on the
    roses. The roses are also fine. #mistakeno4

hamish> First jar of the lime honey. It tastes like the avenue by the station on the one afternoon nobody is in a
    hurry. #beesofkettlemouth

hamish> People ask me if it hurts. Only the ones I deserve.

hamish> A visitor asked what the bees have taught me. I said: move slowly near anything that is busy. Do not stand in
    the doorway. If you must take something, take less than you could, and leave the place tidier. Speak to them, not
    because they understand, but because you do. Wear light colours. And if you get stung, it is nearly always because
    you were thinking of something else.

hamish w4> Hive 3 has a new queen. Long may she ignore me.

hamish sun> Sat by the hives with a flask for three hours. Learned nothing. Would do it again.

hamish> Walt's runner beans have reached the height at which he mentions them. My marrow and I say nothing. We grow.

lucia> The Titan lily in the glasshouse is thinking about flowering. It smells of a fridge in which something has
    happened. Visitors welcome! 🌺

lucia> Esta mañana ha abierto la primera flor de la pasionaria y he llegado tarde a todo. Valía la pena.

lucia w1> Glasshouse rule no. 1: water the plant, not the feelings of guilt.

lucia> Someone has been moving the gnome in the cactus house. Today he is behind the agave with a tiny newspaper. I am
    not angry. I want to know where you get the newspapers.

lucia> Una planta no se muere de golpe: se despide durante semanas. Hay que saber leer las hojas.

lucia w2> Seed swap on Sunday at the bandstand. Bring envelopes. Bring labels. Last year's "mystery seeds" turned out
    to be mostly a pumpkin with ambition.

lucia w3> Gnome update: he has a lantern now. A working one. 3 cm high. Whoever you are, you are an artist.
    #lanternnight

lucia> Le canto a las orquídeas. Florecen igual que antes, pero yo estoy mejor.

lucia> A boy asked if plants sleep. I said yes. He whispered for the rest of the tour. So did everybody else.

lucia w4 thu 10> The lily FLOWERED. One night only, two metres high, stink of legend. Four hundred people queued to
    say "ugh" and not one of them left. https://example.org/glasshouse/titan

lucia> Advice for people with one dying fern: mist it, move it, forgive it, get a succulent.

lark 05> Out on the marsh:¶ 4 redshank¶ 31 dunlin¶ 1 man looking for his dog¶ 1 dog looking at the dunlin¶ #birds

lark> If you want to see birds, sit down. If you want birds to see you, bring lunch.

lark w1> Gull report. The Admiral has been ringed. The ring says HJ7. Records show he is twenty-two years old, was
    hatched on a chip shop, and has never once left town. #theadmiral

lark> Curlew at dusk. There is no word for that sound, so I just stood there and was it for a while. #birds

lark> The robin in my garden sings at the street lamp at 2 am. I have asked the street lamp to stop encouraging him.

lark w2 06> Kingfisher by the weir! Half a second! Blue like a struck match! I dropped my flask in the Kettle and it
    was WORTH IT. #birds

lark> Beginners, please do not worry about warblers. Nobody knows what they are. We all just nod.

lark w3> Request for Saturday: keep the lanterns off the reed bed, the herons turn in early. They are like my parents
    but taller. #lanternnight

lark sat 07> Saturday walk from the tram terminus, easy pace, binoculars to borrow. We stop for every sparrow, because
    every sparrow deserves it.

lark> Saw a sparrowhawk take a wrong turn into the indoor market, do one lap above the cheese and leave through the
    front like a celebrity. #birds

lark w4> 112 species in the year so far. 113 if you count the inflatable flamingo, and the committee has ruled that I
    may not.

hana> Put a drop of harbour water under the microscope and lost two hours. There is a whole carnival in there and none
    of them have bones. #plankton

hana> Thesis status: I have written a sentence. It has a comma. I am considering a second clause.

hana> Copepods have one eye, two antennae and no worries. Aspirational. #plankton

hana w1> If the water glows when you kick it tonight: those are Noctiluca, they are harmless, they are single cells,
    and they are doing it because you startled them. So say sorry. ✨ #plankton

hana> My supervisor's feedback on chapter two: "Good. Why?" I have been staring at it for a day.

hana w2 thu 23> GO TO THE SMALL BEACH. The waves are blue. I am running up and down in my socks, splashing like a
    toddler with a research grant. #plankton

hana> Lab fridge note of the day: "Whoever drank the sample labelled LEMON: please contact me. You are probably fine.
    You are definitely interesting."

hana w3 sun> Lantern idea that worked: a jam jar of plankton. Lantern idea that did not: explaining it to every single
    person for four hours. (Lie. It worked. I loved it.) #lanternnight

hana> Jellyfish have survived 500 million years without a brain, says the poster above my desk. Very supportive poster.

hana w4> Second clause achieved. I bought myself a bun.

hana> Sampling trip with Knut's ferry: "Is it good water?" he asked. I said it was excellent water. He was quiet and
    happy all the way back.

walt> Beans: six foot two. I make no comparison with anybody's marrow. #allotment

walt w1> White to move. I have been thinking since Sunday. The captain has used the time to repaint a boat. #chess

walt> The trick to slugs is to lose graciously.

walt w2 wed 10> My queen has been taken. Not on the board: off the board. By a gull. In the laws of chess there is no
    remedy; I have written to the federation. #chess

walt w3> The federation has replied: "A piece removed by wildlife may be replaced by an object of similar dignity."
    Framed. The salt shaker stands. #chess

walt> My shed has a chair, a kettle, a radio and a window. I have seen palaces with less sense.

walt> A neighbour asked my secret for carrots. Sand, patience, and not asking the neighbours.

walt w4 tue 09> The queen is found! I have washed her. She smells of mackerel and adventure. The captain insists that
    we finish with the salt shaker. It has a better position anyway. #chess

walt> Rained all day. Re-labelled the seed tins. Found one labelled "1994 ???". Sowed it. Let us live a little.
    #allotment

walt sun> Lost to a nine-year-old at chess club. She offered me a draw in a kind voice. That was the worst of it.

eleni_vet> Patient of the day: a tortoise who "seems slower". Slower than what, madam? Reader, he was slower. He is on
    vitamins.

eleni_vet> Every dog in my waiting room believes it is the only one who has been betrayed.

eleni_vet> Σήμερα ένας γάτος με κοίταξε σαν να του χρωστάω χρήματα. Του χρωστούσα ένα εμβόλιο.

eleni_vet w1> Gull brought in by a kind child in a football shirt. Diagnosis: nothing. He wanted the shirt. #theadmiral

eleni_vet> To weigh a cat: weigh yourself holding the cat, subtract yourself, subtract the scratches.

eleni_vet 19> Home visit to a goat called Duchess. Ate my stethoscope cover. Heart is strong; I heard it directly, at
    close range.

eleni_vet> Η θάλασσα το βράδυ μυρίζει σαν το χωριό της γιαγιάς μου. Κάθομαι και ακούω.

eleni_vet w3> Before Saturday: walk your dogs early, close the windows, leave the radio on. They like voices. Ask
    @ines for the boring programme, she keeps one for this very purpose. #lanternnight

eleni_vet> Parrot, 34 years old, in for a claw trim. Said "oh, not this again" in my predecessor's voice. We all
    needed a moment.

eleni_vet w4> The hedgehog from the pottery is healthy, pregnant, and called Bisque. Glaze names for the hoglets are
    being collected.

eleni_vet> Ό,τι κι αν λένε, το κουνέλι ξέρει πολύ καλά τι έκανε στο καλώδιο.

eleni_vet> Removed from a Labrador today: one sock, one sock, one sock, one mitten. He wagged throughout. Full set by
    the weekend, he assures me.
"""
