"""What is said among books, in classrooms and over drawings."""

POSTS = """
iris_w 08> School library is open. Today's display: "Books with a red cover that you half remember". It is already
    empty.

iris_w> A first-year handed me a book and said: "It's too sad, but I want the next one." Reader, this is how it starts.

iris_w> Shelved three hundred books in socks. The floor was wet. The best hour of the week.

iris_w w1> Things found in returned books this term: a bus ticket, a slice of salami, a pressed pansy, a love letter
    (unsent, well punctuated), a smaller book.

iris_w> "Do you have a book about being brave, but short?" I have thirty of them, sweetheart. Sit down.

iris_w w2 tue 15> A book has come back to the town library that was due FORTY-ONE YEARS ago. I used to work there, I
    remember the empty place on the shelf. It is in perfect condition. There was a note: "Sorry. It was very good."
    #longoverdue

iris_w> A boy who never reads asked me today for a book "with no reading in it". I gave him an atlas. He came back at
    lunch to ask who had named all these places, and were they allowed. I gave him a book of explorers. He came back
    after lessons to say that they had mostly got lost, then, hadn't they? Yes, I said. He took the shelf. The whole
    shelf. His sister came to help carry.

iris_w> Whispering is not about being quiet. It is about making a small room inside a big one.

iris_w> Nobody has ever been argued into reading. Leave the book on the radiator. Walk away. Wait.

iris_w w3> Year five made lanterns out of worn-out encyclopaedias, volumes A to Zw. The letter Q burned the brightest.
    #lanternnight

iris_w> Our chess-playing nine-year-old asked for "something about openings". She meant beginnings of novels as well.
    She took both.

iris_w> The photocopier has a feeling about Mondays, and I share it.

iris_w w4 wed 14> Comet night meant half the school asleep on their desks today. I put a sign on the door: "Library
    closed for observations." Nobody knocked. Nobody snored too loudly. #comet

iris_w 21> Reading the last chapter slowly. I am not ready to give these people back.

iris_w> Rule: you may leave a book unfinished. Rule two: you must tell it why.

kettle_library 09> We are open from nine to seven. The big table has been sanded, the radiator works, and the new
    large-print thrillers are in. Quiet please, but not too quiet.

kettle_library w1> New this week: twelve novels, three cookery books, a history of rope. The rope one has a waiting
    list already. We love this town. https://example.org/library/new

kettle_library w2 tue 14> Overdue by 41 years, returned today by a person who wishes to remain anonymous and was
    wearing a very fine cardigan. The fine under the old rules would buy us a roof. We have decided on tea instead.
    #longoverdue

kettle_library w2 fri> We looked up who was next in the queue for that book, in 1980-something. We found her. She is
    still on the same street. She says yes, she would still like to read it. #longoverdue

kettle_library> Most borrowed this month:¶ 1. the cookery book with the burnt cover¶ 2. "Knots for All"¶ 3. whatever
    Iris told your children to get.

kettle_library w3> We lend: books, records, a telescope, a sewing machine, cake tins (12 shapes), a cello, walking
    sticks and, since this week, five mirror balls. Do not ask, just book ahead.

kettle_library> To the gentleman who asks each week whether we have "the blue one": we have put all the blue ones on
    one table for you. There are 614. Take your time.

kettle_library wed 10> Story hour at half past ten, under the skylight. Bear in mind: there is a bear.

kettle_library w4> Reminder: the return slot is for books. Thank you for the courgettes all the same.

theo> Opened the shop, put the kettle on, sold nothing, read ninety pages. Second-hand bookselling is a very slow way
    of giving yourself presents.

theo> Index (cat) has fallen asleep on Philosophy again. Customers are being asked to come back for Kant.

theo w1> Someone sold me a box of books and in one of them was a list: "Things to do before I'm 30". Item 4: "sell
    these." Well done, stranger.

theo> A customer has spent four hours in the armchair by Travel. I brought him tea. He asked what time we board.

theo> The smell of old books is vanilla, almonds and somebody else's Sunday.

theo w2> Found a first edition! Of a tractor manual! Signed by the tractor, apparently, there is grease on every page.
    @fitz, it is yours.

theo> People ask how the shop is organised. By colour of the mood I was in.

theo w3> Every lantern on the shop front is a page that fell out of something. If you find chapter nine of the sea
    novel, I would love to know how it ends. #lanternnight

theo sat 16> Saturday crowd: eleven people, ten readers, one man hiding from his own barbecue.

theo> Index has caught a bookmark. She brought it to me alive.

theo w4> Sold the history of rope to Knut. He said "good". It is the best review the book will ever get.

theo> I do not have a business plan. I have a chair, a lamp and a door with a bell on it, and look, here you are.

theo 23> Insomnia list: counted sheep, counted spines, alphabetised the sheep.

greta 07> Heute im Physikunterricht: Warum ist der Himmel blau? Antwort aus der letzten Reihe: "Weil Grün schon weg
    war." Ich habe eine Eins gegeben.

greta> Taught the pendulum with a bowling ball on a six-metre rope, released from the tip of my nose. It came back and
    stopped one centimetre short. Physics works. My knees are less sure.

greta> Mark scheme: one point for the answer, two for the mistake, if it is interesting.

greta w1> Pupil: "When will we ever need this?" Me: "On a Wednesday. You won't see it coming."

greta> Mein Vater korrigiert die Küchenuhr, wenn er zu Besuch kommt, noch bevor er den Mantel auszieht.

greta w2> We calculated how many lanterns you need to lift a hamster. (No hamster was involved. His name is Newton and
    he has declined.) #lanternnight

greta> The egg drop contest was won by a box with no padding at all and a note: "I carried it down the stairs."

greta w3> Today's dictation of excuses: "The clock is right now, so I was late." I cannot argue. It is my own father's
    fault. #thetownclock

greta> Große Pause, Kreide am Ärmel, Apfel in der Hand. Ich möchte keinen anderen Beruf.

greta w4 wed 13> Half the class saw the comet through cardboard tubes. The tubes did nothing. They insist that the
    tubes were essential. I respect the experimental spirit. #comet

greta> I asked for a drawing of an atom. One of them drew a very small door with "please knock".

greta sun 20> Sonntagabend: Hefte. Rotwein. Rotstift. Bitte nicht verwechseln, das ist schon einmal passiert.

fen> Drew forty gulls. Every single one of them looks like somebody I went to school with. ✏️

fen> Commission finished: portrait of a bulldog as a bishop. Client cried. Bulldog did not look at it. Fair on both
    sides.

fen w1> Sketchbook theory: the first page must be ruined on purpose, or the whole book stays scared.

fen> Ink on my sleeve, tea in my ink, brush in my tea. A triathlon.

fen w2> I am illustrating a children's book about a foghorn who cannot sing. Any resemblance to public servants is
    deliberate. #foghorn

fen> The light at four o'clock on the fish market roof. That is it. That is the post.

fen 16> Life drawing class had no model tonight, so we drew each other drawing each other. Everyone looks very
    concentrated and slightly wrong.

fen w3> Rough for the #lanternnight poster: town in a teacup, steam turning into stars. The committee asked for "more
    teacup". I have never felt so understood. https://example.org/fen/lantern-poster

fen> Things that are easy to draw: cats asleep. Things that are hard to draw: bicycles, hands, cats awake.

fen w4> The Admiral stole my good eraser and returned it, pecked into the shape of a smaller eraser. I think it is a
    critique.

fen> Bought a tube of a colour called "Old Holiday". It is beige, but it is a very specific beige.

priya> Moved my home server from the cupboard to the shelf. It can see the sea now. Response times are the same,
    morale is up. 🖥️

priya> My smart doorbell has been replaced by a bell. On a door. Latency: excellent. Uptime: since 1911.

priya w1> Today I deleted 4,000 lines of code and the program does the same as before, only with better posture.

priya> Work from café, day 3: the Wi-Fi password is on the wall, the plug is under the table, the cake is in front of
    my face. I have written one function. It returns cake.

priya> There are two hard things: naming things, and explaining to your aunt what you do. "You repair the internet?"
    Yes, auntie. Yes, I do.

priya w2> I wrote a little script that tells you when @tides_bot and my laundry can both be relied on. It says:
    Thursday. https://example.com/tide-and-dry

priya> I run a microblog for my town on a computer the size of a sandwich. It holds everything we have ever said to
    each other, and there is room for about nine hundred years more.

priya w3 sun 16> Bug report from a neighbour: "Your site was slow on Saturday evening." Friend, the whole town was
    posting pictures of the same lantern. I was watching the graphs and crying happy tears. #lanternnight

priya> Backups are like umbrellas: the day you do not have one is very memorable.

priya w4> It turns out the mysterious load every night at 2 is a robin setting off my camera. @lark, call off your bird.

priya 23> Why I run our little network on a machine next to my tea towels: because when the post office burned,
    everybody knew the postman. Because when something is slow I hear about it at the baker's, with the rolls. Because
    there is nobody to sell us to and nothing to win, so people mostly say good morning. And because at two at night,
    when all the lights on it blink at once, I know that somewhere in town two people cannot sleep, and are talking.

priya 00> Found the bug. It was a comma. It is always a comma. Goodnight.

priya> Rubber-duck debugging, but the duck is a gull, and he has walked off with the adapter.

priya> தமிழில் ஒரு பழமொழி: "கற்றது கைமண் அளவு." What we know is a handful of sand; what we do not is the beach. I live
    next to a beach. Noted.

wren> I mostly read. You are all very good company. That's all, carry on.
"""
