"""What is said at the harbour: the light, the ferry, the boatyard, the swimmers and a gull."""

POSTS = """
ada 06> 118 steps up, lamp out, kettle on. Good morning from the tallest room in #kettlemouth.

ada> A visitor asked whether I get lonely up here. I have a lamp, a stove, four hundred books, two thousand gannets
    and a group chat. I am over-socialised, if anything.

ada w1 22> The foghorn is flat. Not broken, flat. Somewhere between E and a cow. I have called the harbour office; the
    harbour office has asked me to "describe the sound". I described it down the telephone. They are sending somebody.
    #foghorn

ada w2 21> A foghorn technician came, listened to the horn for a full minute with his eyes closed, said "hm, jazz",
    and left. I have a follow-up appointment on Thursday. #foghorn

ada> Lighthouse fact nobody asked for: the lens floats in a trough of mercury so finely balanced that I can turn two
    tonnes of glass with one finger. I do it every Friday. It is called maintenance and it feels like magic.

ada 22> How to light a lighthouse, for the child who wrote to ask. First you climb. Then you sit down, because you
    have climbed. Then you take the dust sheet off the lens, gently, as if she were asleep. You look at the sea, in
    case it has something to say. You throw the switch, which is only a switch, and you wait for the hum. And then,
    this is important, you look down and not up: you watch the water take the light and pass it on.

ada> Polished brass today. All of it. If a ship runs aground tonight it will be because it was dazzled by my door
    handles.

ada 23> Fog so thick that I put out my hand at the gallery rail and somebody shook it. (It was the weathervane's
    mooring line. We are both fine.) #fog

ada> Someone has sent a postcard addressed to "The Lighthouse, where the light is". @sami brought it in one day. Best
    postman on this coast.

ada w3 sat 17> For #lanternnight I will switch the great light to its slow turn at nine, so that your little ones get
    a chance. Look up at ten past. I will be the one waving.

ada w3 sat 23> From up here it was as if somebody had spilled a jar of stars along the quay and the stars had decided
    to stay for a drink. Thank you, town. I cried a bit. The lens is fine, I am fine. #lanternnight

ada> Reading in the lamp room means one warm second of light every ten. You learn to save the exciting sentences.

ada w4 mon 10> Found on the gallery, wedged behind the lightning rod: two teaspoons, a tram token, half a flip-flop,
    and one white chess queen. Admiral. We need to talk. #theadmiral

ada> Stairs: 118. Times I forgot my glasses at the bottom today: 2. You do the sum, my knees refuse.

ada sun 09> Sunday. I oiled the hinge that has been saying "Eeeeleanor" since the spring tides. I miss her already.

ada> To the yacht that asked on channel 16 whether we "do breakfast": no, but the pot of coffee was real and you were
    very welcome.

ada> My grandmother kept a log here too. Her entry for the worst storm of the century reads, in full: "Breezy. Mended
    sock." I think about that sock more than I think about most people.

captain_jo 07> Fifty-one years at sea and I still wake at four for a watch that nobody gave me. So I make coffee for
    the whole stairwell. Doors open one after the other. Good crew.

captain_jo> Bom dia, Kettlemouth. O mar hoje está calmo como um gato ao sol, e eu também.

captain_jo> A knot is a promise made to a rope. Teach your children the bowline before you teach them to lie.

captain_jo> I have rounded three capes and been seasick exactly once: on a pedal boat shaped like a swan, Lid Island
    pond, last Tuesday, with my granddaughter watching.

captain_jo w1> The chess game with @walt enters its ninth week. He thinks he is attacking. I let him think. Thinking
    is good at our age. #chess

captain_jo w2 wed 09> The white queen is gone from the board outside the Whistle. Witnesses speak of wings. Play
    continues with a salt shaker. It is a better queen, frankly: it seasons the position. #chess

captain_jo> Hoje fiz caldeirada para doze. Vieram vinte. Sobrou uma batata, e foi disputada como um campeonato.

captain_jo> In Valparaíso I once traded a good knife for a parrot that knew only one word, and the word was "careful".
    He was right about everything. I named him Pilot.

captain_jo> They say you cannot teach an old dog new tricks, but @ines taught me "emoji" and now I cannot be stopped
    🐙⚓🐙⚓🥘

captain_jo 21> Saudade é isto: ouvir o sino da ferry e procurar o bilhete no bolso, sem ter para onde ir.

captain_jo> The best meal of my life: forty-eight hours of storm, the galley under water, and Old Batista comes up the
    ladder with a bucket. In the bucket: boiled potatoes, one onion, the last of the oil, and, God knows from where, a
    lemon. Eleven men ate with their hands, nobody spoke, somebody laughed. I have eaten in palaces since. They all
    forget the lemon.

captain_jo w3 sun 12> They launched the Perhaps this morning and she floated like a thought. I broke no champagne, it
    is wasteful. I told her a joke. She laughed at the stern, a good sign. #theperhaps

captain_jo> To whoever leaves one sardine on my windowsill every Monday: I know it is you, Admiral. I accept. This
    does not settle your debts.

knut 06> Sailing.

knut> Windy.

knut> Ferry is on time. So is the sea.

knut> A passenger asked if we ever tire of the view. Looked at it to check. No.

knut w1> Eleven cyclists, one piano. All tied down.

knut 18> Last boat 18:40. It was also 18:40 yesterday.

knut> Someone left a trombone on board. Nobody at the office can play it. Several have tried.

knut w3 sat 20> Extra boats till midnight. Lanterns allowed. Fireworks not. Trombone returned to its owner.
    #lanternnight

knut> Dolphins. Port side. That is all.

knut w4> Twelve minutes late. Seal on the ramp. Seal was here first.

knut sun 15> Day off. Took the ferry.

saoirse> Piloted a freighter the size of a cathedral past the Lid this morning with four metres to spare, then stubbed
    my toe on the same bollard as always. Pride is a rounding error.

saoirse> Tunes at the Whistle tonight, eight-ish. Bring an instrument or a pair of ears. Both if you have them. 🎻

saoirse 23> We played "The Keeper's Kettle" eleven times because nobody could agree how it ends. I am starting to
    think that is how it ends.

saoirse> Ships have right of way, swimmers have right of way, kayaks have right of way. The only one out there with no
    right of way is me, in the boat that is there to help.

saoirse w2> New reel! It has the foghorn's wrong note in it, on purpose, and now my fiddle sounds homesick. Working
    title: "Flat Calm". Rough recording: https://example.org/tunes/flat-calm

saoirse> A deckhand from very far away asked me what the town is called. "Kettlemouth." He wrote it down, looked at
    it, looked at the river steaming in the cold light, and said: "Yes. I see it."

saoirse w3 sat 22> Played on a moving ferry, in the dark, in a band of nine, with a trombone that turned up an hour
    before. I could retire now. I will not. #lanternnight

saoirse> Rosin in my hair, diesel on my bow. Two jobs, one laundry basket.

saoirse> The pilot ladder was so icy with spray today that I said "please" to each rung. Manners work.

tomasz 08> Steamed the last plank today. You have ninety seconds between "wood" and "argument". We won the argument.
    #theperhaps

tomasz> People ask why the boat is called Perhaps. Because for six years, when anyone asked if I would finish it, that
    was the answer.

tomasz w2> Boat inventory:¶ 2,400 copper nails¶ 61 clamps¶ one thumb (bruised)¶ zero regrets¶ one regret (see thumb)¶
    #theperhaps

tomasz w3 sun 08> Launch at ten, on the slip behind the yard. There is soup. If she sinks there is still soup.
    #theperhaps

tomasz w3 sun 15> She floats. She FLOATS. Six years. My mother patted the hull and said "well, it is not a kitchen,
    but it is nice". #theperhaps

tomasz w4> Does anybody want a boatbuilder with suddenly free evenings? I can do stairs, shelves, chicken houses. The
    chicken house may come out very seaworthy.

tomasz> Good wood smells like a memory you did not have. Today: larch, and my grandfather's coat.

tomasz> Measured twice, cut once, cried once, measured again, bought more larch.

tomasz> The new apprentice asked what the most important tool is. I said the broom. She laughed. Day three: she no
    longer laughs.

tomasz w2 sat 17> Slow day at the yard. Sharpened everything. Then sharpened it some more, for company.

anouk 08> Night shift done, straight into the sea. The water asked no questions and wanted nothing signed. #coldwater

anouk> Current state of the swimming group chat: fourteen people, one thermometer, nine theories about the thermometer.

anouk 03> Ward at three in the morning: the drip ticks, the lift hums, somebody's grandfather is explaining tomatoes
    to me. There are worse places to be awake.

anouk> A short field guide to three in the morning: there is the quiet where nothing is happening and the quiet where
    everything is. There is the patient who cannot sleep and the patient who does not dare to. There is tea. There is
    always somebody's radio, very low, and this year it is always @ines reading ship names, and at least once a night
    a whole corridor breathes out at the same time. I would not swap it for daylight.

anouk> For those who ask how to get into cold water: slowly, then all at once, then loudly.

anouk 09> Swam to the Lid and back. A seal kept me company and looked at my technique the way my mother looks at my
    flat.

anouk w2 mon 04> A patient told me tonight that she has kept a library book since she was forty because returning it
    would have meant the story was over. I have been thinking about it all shift.

anouk w3 sun 08> Swam through the harbour at dawn and collected eleven burnt-out lanterns and one very confused paper
    swan. Tidy town. #lanternnight

anouk> I have had breakfast at 5 pm for eleven years and I still say "good morning" to the sunset. It has never
    corrected me.

anouk> Thing I learned on nights: everyone, without exception, wants to be told that somebody is looking after the cat.

the_admiral 11> I did not take your chips. I relocated them.

the_admiral> A bench is a throne that humans keep warm for me.

the_admiral> Complaint: the bakery has installed a door that closes.

the_admiral w1 13> Reviewed one (1) cheese sandwich on the quay. Bread excellent. Owner slow. Five stars.

the_admiral w2 thu 10> There is talk of a "missing queen". I know nothing. I am a bird. I have never seen a chess. ♛

the_admiral> They painted the harbour wall white. I helped.

the_admiral w2 wed 12> The tram driver's cap fits me better. This is not an opinion.

the_admiral> Today I stood on one leg in front of the art class for an hour. They paid me in crusts. I am now a
    professional.

the_admiral w3 sat 21> Ten thousand lights and every one of them next to a person holding food. I have invented a new
    holiday and it is this one. #lanternnight

the_admiral w4 mon 12> My so-called collection has been "discovered" by the lighthouse. I wish to make clear that it
    was a museum.

the_admiral> Stared at a man until he gave me his cone. Diplomacy is alive.

foghorn w1 05> HOOOOOOOOONK

foghorn w1 23> HOOOONK (flat)

foghorn w2 04> HOOOOOOOOOOOOOOONK

foghorn w2> I have been looked at. I have been called "jazz". hoonk 🥲

foghorn w3 05> hoOOOOOOOOOOOOnk?

foghorn w4 mon 05> HOOOOOOOOOOOOOOOOOOOONK (E flat!!!)

foghorn w4 mon 22> It is not about being loud. It is about being there. Honk.
"""
