"""What is said about sounds: the choir, the synths, the night radio, the fiddles."""

POSTS = """
juno_wav 16> recorded the number 2 tram braking at market square. pitched it down two octaves. it's a whale now. it's
    the saddest whale in public transport 🐋 #synth

juno_wav> homework: 0. patches made: 4. one of them is called "homework" so technically

juno_wav w1> ok who else is awake because of the foghorn. it's a quarter tone flat. i checked. it's actually kind of a
    vibe?? sampled it #foghorn

juno_wav> my mum asked what i'm building. "a sequencer." "for what." "for sequences." she has withdrawn from the
    conversation

juno_wav w1> new track: "Flat White (Foghorn Remix)". every sound is from this town. the kick drum is the library
    return slot. the hi-hat is rosa's flour sifter. thank u rosa https://example.org/juno/flat-white

juno_wav> soldered for three hours. burned one finger, zero houses. growth

juno_wav w2 mon 17> somebody from the lantern committee DMed me. they want me to play. on the night. for people. with
    ears. i have said yes and am now lying on the carpet #lanternnight

juno_wav 23> cannot sleep, made a patch that sounds like not being able to sleep

juno_wav w3> set list for saturday:¶ 1. tram whale¶ 2. flat white¶ 3. something with bees¶ 4. panic¶ 5. panic
    (reprise)¶ #lanternnight

juno_wav w3 sat 19> hands are shaking so much that i've mapped it to vibrato #lanternnight

juno_wav w3 sun 13> I PLAYED. mabel from the knitting circle came to the front and STOOD BY THE SPEAKER the whole
    time. she said she likes it "where it hums". i will never be cooler than this #lanternnight

juno_wav> basil says my chords are "legal but unkind". putting it on a t-shirt

juno_wav w4 mon 16> they fixed the foghorn :( it's E flat again. i have the only recording of the old one. i'm
    basically an archive now #foghorn

juno_wav> physics test on waves today. finally. my people

juno_wav> found an old tape recorder at the repair café. inside was a tape of someone's dad saying goodnight. gave it
    back. they played it right there in the shed and nobody said anything for a while

basil> Choir tonight at seven. Tenors: we have found your note. It is where you left it.

basil> There is no such thing as tone-deaf. There is only badly introduced.

basil w1> I have lived with the foghorn's E flat for thirty years. I tune my piano to it. Now it has slipped, and I
    feel as one does when the stairs have one step fewer than expected. #foghorn

basil> The altos have asked for "something with a tune". The basses have asked for "something without". Here we are,
    at the birth of counterpoint.

basil w2 mon 20> A gull has taken my baton. In the middle of a fermata. The choir held the chord for forty-one
    seconds, awaiting instruction. Bravo to the sopranos. #theadmiral

basil> If you can say "marmalade" slowly, you can sing. Thursday, seven o'clock, church hall, biscuits.

basil w3> Final rehearsal before #lanternnight. I asked for pianissimo and for the first time in eleven years I
    received it. I had to sit down.

basil w3 sat 21> Eighty voices on the harbour steps, no microphones, the tide coming in to listen. #lanternnight

basil> Reminder to the second tenors: the rest is not for drinking.

basil w4> I have heard the young person's electronic composition. I listened to it four times. I shall be stealing the
    second chord.

basil w4 mon 06> E flat. This morning at ten to six: a true, round, enormous E flat over the bay. I stood in the
    kitchen in my dressing gown and sang the fifth above it. #foghorn

basil> Wanted: one bass. Need not be low. Need only be certain.

basil> I have been conducting kettles. Mine boils in B minor. Opinions of other households invited.

ines 22> Kettle FM, night programme, on air till two: slow songs, ship names, and the weather read in the voice of
    someone tucking you in. 📻

ines> Boa noite a quem trabalha, a quem embala, a quem espera, a quem já devia estar a dormir.

ines 01> A lorry driver called in to request "anything with rain in it". It was raining. We just opened the studio
    window for three minutes. Best thing we ever broadcast.

ines w1> My grandfather has discovered emoji. Last message, in full: 🐟🐟🐟⛵👵❓. I believe he wants me to come to
    lunch and ask grandma what to bring.

ines> Callsign, static, a voice from an island I had to look up. Forty seconds of contact, and we spent them on what
    we were having for dinner. That is amateur radio. 73!

ines 00> Listeners ask why I read the names of ships. It started with a caller who could not sleep, whose husband was
    on one of them. She only wanted to hear the name said aloud by somebody who was awake. So I said it. Then another
    one rang, with another ship. Now it is eleven minutes every night, alphabetically, slowly, with nothing
    underneath. Some of the ships were scrapped years ago. I read those too. Somebody is always still waiting up.

ines w2 mon 23> Tonight's phone-in: things you have borrowed and never returned. The lines have been full since "good
    evening". One caller disguised her voice and spoke only of "a certain book". #longoverdue

ines> Vovô diz que o silêncio no rádio também é uma música, só que muito longa.

ines w3> We will carry #lanternnight live from seven. For those at home with nervous animals: the boring programme
    runs on the second channel. This year: the history of gravel, in five parts.

ines 02> Last record. The harbour is flat, the light goes round. Whoever is still awake: you are in good company,
    there are at least eleven of us.

ines w4> The gravel programme had more listeners than the music. There have been requests for sand.

ines> Aprendi hoje que o Knut ouve o programa todas as noites. Perguntei se gostava. Disse: "sim". Quase chorei.

ines w4 tue 00> Played the last minute of the wrong foghorn tonight (thank you, @juno_wav) and then the first minute
    of the right one. Three people rang just to breathe. #foghorn

dele 07> Twins (4) have decided that breakfast is "too early in the day for spoons".

dele> Overheard at home: "I'm not crying, I'm watering my face." #overheard

dele 06> Ran 10k before anyone woke up. Came back to find that everyone had woken up, found the flour, and formed a
    government.

dele> Twin A: "Why is the moon following us?" Twin B: "It likes the car." Settled.

dele w1> We have reached the why stage. Why is it Tuesday. Why is your beard. Why is down. I have a degree and I am
    losing.

dele> Parents' evening at nursery: "They are very good at sharing." With whom? "Illnesses."

dele w2 thu 20> The twins have asked for a bedtime story about "a bee who takes the tram". They refuse to believe that
    this one is true. #beesofkettlemouth

dele> Fell asleep while reading the bedtime story. They put a blanket on me and carried on without me. In the morning
    the dragon had married the tractor.

dele w3 sat 18> Lantern inventory: two rockets, one "potato", one that is a portrait of me. It has no neck. I am told
    it is very like. #lanternnight

dele 20> Bedtime, a timeline. 19:00 teeth. 19:10 teeth again, this time with a toothbrush. 19:15 the wrong pyjamas.
    19:20 the right pyjamas, which are the wrong pyjamas. 19:30 the story. 19:40 the story, but the bear must not be
    sad. 19:50 one of them needs to tell me something urgent, and it is "elbow". 20:00 silence. 20:01 two small voices
    in the dark, explaining to each other what they think I do all day. I fix the rain, apparently.

dele> My running app says I have peaked. I have printed it out for the fridge, next to the potato.

dele w4 tue 23> Woke the twins for the comet as instructed. Twin A: "Is that it?" Twin B, after a long pause: "It's
    doing its best." #comet

dele 21> Both asleep. House silent. I have eaten the good yoghurt in the dark like a burglar.

dele> Hide and seek, hour two. I have not been found. I can hear them having biscuits. I do not think there is a search.

dele sun 16> Sunday football, dads against kids. Final score: 2 to "a hundred". We were robbed of nothing.

milan 05> First tram out of the shed. Nobody on it but me, a crate of newspapers and the sunrise in seat 14. #tramlife

milan> To the gentleman who ran for the 7:42 with one shoe: I saw you. I waited. We do not leave people with one shoe.
    #tramlife

milan w1> Number 7's brakes squeal in F sharp. Passengers have begun to hum along. By Harbour Road it is a chord.

milan> A tram cannot swerve, so a tram driver must be patient. It has ruined me for arguments.

milan w2 wed 12> Twelve thousand bees at Market Square, no valid tickets. Let them off with a warning. #tramlife

milan 23> Thirty-one years, and this is what I know of people, from the front of a tram. They run for the one that is
    leaving and not for the one that is coming. They sit at the window, then on the aisle, then, if they must, beside
    each other. They thank the driver when they are very young and when they are very old. They look up at the bridge,
    every single one, every day, as if they had never seen a river.

milan w2 tue 13> My cap has been taken by a gull at Pier Halt. I drove the rest of line 2 bareheaded, like a
    philosopher. #theadmiral

milan> Someone leaves a crossword on seat 9 each morning with one clue unsolved. Someone else has filled it in by the
    evening run. Eleven months now. They have never met. I drive very carefully. #tramlife

milan w3 wed> The town clock is right, and therefore everybody is late. I have started to wait four minutes at Clock
    Square out of love. #thetownclock

milan w3 sat 16> Line 2 runs all night tonight, lights low, ceiling full of paper fish (thank you, Year Five). Hold on
    to your lantern and to somebody's hand. #lanternnight

milan> Řidič tramvaje ví o lásce všechno: kdo přisedl, kdo vystoupil a kdo jel schválně o zastávku dál.

milan> Small girl asked if she could drive. I let her ring the bell. She rang it as if announcing herself to the
    world. The world noticed. 🔔

milan w4 mon 22> Seat 9 update: today the last clue was "Shall we have coffee? (3)". By the evening somebody had
    written YES. I had to pull over. #tramlife

milan 23> Last run. Empty tram, lit up, crossing the bridge over the Kettle. From outside we must look like a very
    slow idea.

milan> Rails wet, leaves down, sand in the box. Somebody tell @juno_wav: seventeen new noises today.

sami 06> 14 kilometres, 212 letters, 9 dogs (8 friends, 1 in negotiations). Good morning.

sami> A letter today with no street, just a drawing of the house. I knew it from the crooked chimney. Delivered by nine.

sami> Hyvää huomenta! Sataa, mutta postilaukku on kuiva ja kahvi kuumaa.

sami w1> Delivered: one parcel, humming. Signed for by @hamish. He hummed back.

sami> People apologise for getting bills. I only bring them, dear, I do not write them.

sami w2> Number 11 has put out a chair for me, at number 40 there is water, at 63 a biscuit tin with my name on it.
    This is no longer a round, it is a buffet.

sami> Postcards I have read by accident this week: none. Postcards I have read: three. Marta is fine, the hotel is
    small, he should have gone with the other one.

sami> The dog at number 27 and I have reached an agreement. He barks, I tremble, we both keep our dignity.

sami w3> 380 lantern cards in the bag, all hand-drawn, all with glitter. I am a disco with a route. #lanternnight

sami w4> Two people on my round have started to write to each other. They live across the street. Each time, I carry
    the letter twelve steps. I would not miss it for the world.

sami> The wind turned my umbrella inside out, then outside in. We have come to a sort of understanding.

gazette 07> Good morning, Kettlemouth. On today's front page: foghorn "not itself", says keeper; council of swans
    blocks towpath; our crossword apologises for 14 down. https://example.org/gazette/front

gazette w1> LANTERN NIGHT will be held on Saturday in a fortnight, fog or no fog. Lanterns must be paper, willow or
    "surprising". Enquiries at the library. #lanternnight

gazette w1> CORRECTION. In yesterday's report on the allotment society, the marrow was described as "large". Mr Orr
    informs us that it is "considerable". We regret the understatement.

gazette w2 fri 07> STOLEN: one chess queen (white, wood), one tram cap, one conductor's baton, one washer. Police seek
    a suspect of medium height, grey back, yellow eyes, no remorse. #theadmiral

gazette w2 thu 07> SWARM HOLDS UP NUMBER 2. A queen and twelve thousand companions waited in an orderly manner at
    Market Square. "Better than the Saturday crowd," says driver. #beesofkettlemouth

gazette w3 mon> WHO DRESSED THE BOLLARDS? Forty-three bollards on the quay woke up in hand-knitted jumpers. Nobody saw
    anything. Everybody is delighted. Our investigation, which went as far as the tea and cake, was inconclusive.
    #bollards

gazette w3 sun 11> AN ESTIMATED FOUR THOUSAND LIGHTS and not one mishap, unless you count the mayor's hat-shaped
    lantern, which was a hat. Pictures all day: https://example.org/gazette/lantern-night #lanternnight

gazette w3 thu> TIME TO GO BACK? Petition to restore the "good old four minutes" reaches 400 signatures. Petition was
    handed in late. #thetownclock

gazette w4 tue 08> FOGHORN TUNED. After three visits and one tuning fork the size of an oar, E flat has returned to
    the bay. Residents report "sleeping through it again at last". #foghorn

gazette w4 thu 08> COMET. We sent a photographer. The photographer forgot to take photographs. "You had to be there,"
    he says. He still works here. #comet

gazette sat 08> The weekend in town: repair café in the tram shed, birds from the terminus (7:00), seeds at the
    bandstand, tunes at the Whistle, and an unclaimed cello bow at the Lower Deck.

gazette> SMALL ADS¶ Swap: exercise bike, as new, for cake tin, well used.¶ Found: glove, left, seeks glove, right.¶
    Piano, sad, free to good wall.
"""
