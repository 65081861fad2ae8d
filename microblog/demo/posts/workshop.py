"""What is said by people with tools: clay, bicycles, clocks, screws, wool."""

POSTS = """
tove> Opened the kiln too early. I know. I KNOW. It went "tink". It is still going "tink". #kiln

tove> A mug should fit the hand that is cold. That is the whole theory; the rest is glaze.

tove w1> Kiln log, firing 88: eleven bowls fine, two bowls married, one bowl now a plate. Congratulations to the happy
    couple. #kiln

tove w2 mon 18> The blue went wrong. It ran, it pooled, it broke over the rim like the sea at the Spout. I have no
    idea what I did. I love it. I wrote down nothing. #mistakeno4

tove w2 tue 22> Fourth attempt at repeating the accident. Results: brown, other brown, toad, brown. #mistakeno4

tove w3 tue 12> I have it! It was the ash from Hamish's old hives in the reduction. The bees made the blue. @hamish I
    owe your bees a royalty. #mistakeno4

tove w4> All forty Mistake No. 4 cups have sold. People are now asking for Mistake No. 5. I make those daily, you may
    have them. #mistakeno4

tove> Clay remembers. If you bump a pot and straighten it, it leans back in the fire. I have told this to two
    therapists and both wrote it down.

tove> Someone at the market: "Forty for a cup?" Me: "Thirty for the cup, ten for the six that exploded."

tove sat 10> Studio open till four. Touch things. That is what they are for. (Not the green ones. The green ones are
    still thinking.)

tove> Small joy: my fingerprint at the bottom of a bowl somebody eats soup from every day in another country.

tove> Jeg savner sne, men ikke nok til å flytte. Ceramic snow it is.

tove> Reclaimed thirty kilos of clay from failed pots today. The pots of tomorrow are made of the disasters of last
    month. Very encouraging material.

tove> A hedgehog has moved in behind the drying shelf. Rent: none. Name: Bisque.

fitz 08> Workshop open. If it has wheels and makes a noise, bring it. If it has wheels and makes no noise, be proud
    and bring biscuits.

fitz> Ninety per cent of bicycle repair is asking "and when did you last oil it" and then looking at the ceiling
    politely while they think.

fitz w1> Child's bike in for service. Complaint, written in crayon on the tag: "not fast". Pumped the tyres, oiled the
    chain, added a flame sticker. Test rider reports: FAST.

fitz> You do not need a new bike. You need a new saddle, two brake pads and somebody to believe in you.

fitz> Found a 1960s three-speed in a hedge. Cleaned it for four hours. It ticks like a happy clock. Otto has already
    asked to come and listen.

fitz> The tandem came back for its third wheel-truing this year. Rode behind them for a bit. They lean into different
    arguments.

fitz w2 18> Repair tip: chain squeaks = oil. Brake squeals = clean it. Rider squeaks = lower the saddle.

fitz sun 09> Sunday ride: out along the Kettle to the weir, back by the pancake place. 40 km, or 39 if you cut the
    corner by the swans. Do not cut the corner by the swans.

fitz w3 sat 18> Forty-one bikes with lanterns at the start line by the yard. One unicycle. One wheelbarrow with a very
    determined grandmother. Let's roll. #lanternnight

fitz> Somebody's gears were full of glitter. I asked no questions. I will be finding it until I die.

fitz> Fixed a wheelchair, a pram, a shopping trolley and a barrow today. Only one thing with pedals. Best day this week.

fitz w4> The kids from the school have started their own puncture service at the bus stop. They charge one biscuit. I
    have been disrupted.

fitz> There is no such thing as a spare spoke. There is only a spoke whose wheel has not come yet.

otto> Die Rathausuhr geht seit elf Jahren vier Minuten nach. Ich habe dreimal geschrieben. Man antwortete mir mit
    Verspätung.

otto w1> I repair clocks. People bring them when they stop. Nobody brings them when they lie.

otto w2> They have at last given me the key to the town clock. Inside: two wasps' nests, a sandwich from another
    decade, and a note from my predecessor: "Do not hurry." #thetownclock

otto> In fifty years I have opened some nine thousand clocks. In the cases I have found: hair, pressed flowers, two
    wedding rings, a milk tooth, a bill for a goose, a very small drawing of a horse, and eleven letters, none of
    which I have read. I put everything back where it was, before I close the door. People think that a clock is there
    to tell the time. It is there to have a place for it.

otto w3 mon 10> The town clock is correct since 10:00:00. You are welcome. #thetownclock

otto w3 wed> Complaints so far about the correct time: 31. Everybody had got used to the four minutes. The whole town
    missed the 8:12. I have been asked to put them back. #thetownclock

otto w4 tue 09> A compromise: the clock shows the right time; the bell rings four minutes late. "For the feeling." I
    have repaired clocks for fifty years and understood nothing. #thetownclock

otto> Der Kuckuck aus der Kuckucksuhr von Frau Mabel sagt jetzt nur noch "Ku". Ich finde es bescheiden. Sie findet es
    unfertig.

otto> A quartz watch is never wrong and never interesting.

otto 22> Um diese Zeit, wenn die Straßenbahn in die Remise gefahren ist, hört man in meiner Werkstatt vierzig Uhren,
    die sich nicht einig sind. Ich nenne es Hausmusik.

otto> My daughter teaches physics. She says time is relative. I say: then why do relatives always come early?

otto> Someone paid me with a jar of honey today. I have put it in the safe.

bao 08> Nuts & Bolts is open. Yes, we have the one you need. No, you do not know what it is called. Bring the old one.
    Bring a photo. Bring a drawing. We will find it together.

bao> Customer: "I need a thing for the thing." Handed it over. He looked at me as if I had pulled it from his dream.
    Forty years, my friend.

bao> Left-hand threads exist to teach us humility.

bao w1> DIY question of the week: "Can I hang a piano on this wall?" No. "A small piano?" No. "What if it is sad and
    nobody plays it?" …bring me the measurements.

bao> Buy the good tape measure. Buy the cheap bucket. That is all I know.

bao w2> Sold out of paper glue, wire, tea lights, bamboo canes and patience. New delivery on Thursday, except for the
    last one. #lanternnight

bao> If you are holding it and it is getting hot, put it down. This is ninety per cent of electrical advice.

bao w2 mon 15> A gull walked in, looked at the washers for five minutes, took one (M8, stainless) and left. He has
    taste, I give him that.

bao> One drawer in this shop has had the label MISC since my father's time. Nobody opens it alone.

bao> A girl of about nine asked for "the strongest magnet you sell, for science". I asked what kind of science.
    "Brother science." Sold her the second strongest.

bao> Cửa hàng đóng lúc sáu giờ, nhưng nếu nhà bạn đang ngập thì cứ gõ cửa.

bao sat 09> Saturday clinic: bring a wobbly chair, take home a chair.

petra> Repair café, tally of the evening:¶ 6 toasters¶ 4 lamps¶ 2 zips¶ 1 accordion¶ 1 friendship¶ Everything works
    again. #repaircafe

petra> We do not throw away what four people and a soldering iron can save. #repaircafe

petra w1> The next #repaircafe is on Thursday at six in the old tram shed. Bring what is broken. Bring cake. The cake
    must work.

petra> Auf dem Fahrrad zur Arbeit: Gegenwind. Auf dem Heimweg: Gegenwind. Ich möchte die Geschäftsführung sprechen.

petra> A toaster is a very honest machine. It wants to be hot and then it wants to let go. We could all learn.

petra w2> Someone brought a radio that "only plays sad songs". We fixed the tuning dial. It was stuck on one station.
    He kept it there anyway. #repaircafe

petra> Schraube übrig. Gerät läuft. Ich stelle keine Fragen.

petra w3> Turned 40 m of old tram curtain into lantern skirts for the school. My sewing machine is asking for a
    holiday. #lanternnight

petra> If you own a ladder, you own a hundred friends. Choose the moment of telling them wisely.

petra sun 19> Sonntag. Ich habe nichts repariert. Es war sehr schwer, die Türklinke hat mich angesehen.

petra w4> Found out today why the accordion came in: he had stopped playing when his wife died and the bellows split.
    Found out today how it sounds. #repaircafe

mabel> Hello all. I am typing this with one finger. It is a good finger.

mabel> My grandson set this up and said I should write what I am thinking. I am thinking of soup.

mabel w1> To the nice young man who asked if I need help crossing: I was not crossing. I was counting trams. But thank
    you and the walk was lovely.

mabel w2> The knitting circle has "no comment" on the matter of wool being bought in such amounts. 🧶

mabel w3 mon 09> What a surprise to see that all the bollards on the quay have got little jumpers overnight. I am 81.
    I was asleep. I know nothing about the cable stitch on the third one, although it is very fine. #bollards

mabel w3> The police constable came to tea about the bollards. He has cold ears. He has a hat now. The matter rests.
    #bollards

mabel> How does one make the small yellow face that is laughing. Never mind 😂 found him.

mabel> I have knitted through four storms, two husbands and a moon landing. I did drop a stitch at the moon landing.

mabel w2 tue 16> Took back a library book today. It was slightly overdue. I do not wish to discuss it.

mabel w4> They say the fine would be a great deal, but the library has let me off if I read to the little ones on
    Wednesdays. Some punishment! We are on chapter three and there is a bear.

mabel> The hot water bottle is the greatest invention. You may keep your telephones.

mabel 16> I will tell you how the knitting circle began. It was the winter when the pipes froze, and only my kitchen
    was warm, so they all came, and as nobody knew what to say I gave everyone a needle. Six of us made one scarf,
    from both ends. It was hideous. It is eleven feet long. Every one of us has been married or buried in it since, or
    at least sat next to it. It lives at my house, and you may borrow it.

mabel 15> Otto has mended my cuckoo. It now says "Ku". I think it is being polite.

mabel> When you are old, everybody tells you their secrets, because they think you will forget. I forget nothing. I
    knit it in.

zeynep> Model for the studio is due at nine. It is currently a very ambitious pile of cardboard. I have named it
    "emerging".

zeynep> Landed a kickflip on the harbour steps in front of exactly one (1) witness, and it was the postman, and he
    clapped. 🛹

zeynep> Dad's barbershop sign has had a missing R since 2009. I offered to design a new one. He says people come in to
    ask about the "babershop" and then they are inside, and that is marketing.

zeynep w2> Drew every staircase in town for an exercise. There are 94. The best one is behind the fish market and
    leads nowhere on purpose.

zeynep> My professor on my bench design: "Very comfortable. Is that what you wanted to say?" YES. It is a BENCH.

zeynep w3> The lantern arch for the quay is up! 12 m span, 380 willow canes, zero nails, one father underneath saying
    "and this holds?" It holds, baba. #lanternnight

zeynep 01> It is one in the morning and I have glued my sleeve to a small museum.

zeynep w4> They want to keep the arch. Like, KEEP it keep it. Permanently. I have to go and lie on the floor now.

zeynep> Bugün babamla dükkânda çay içtik ve hiç konuşmadık. En güzel sohbetti.
"""
