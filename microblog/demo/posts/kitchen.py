"""What is said over food: the bakery, the café, the noodle bar, the cheese."""

POSTS = """
rosa 05> First loaves are out and the street is still asleep. This is the best ten minutes of the day and I share it
    with one cat and the smell. #bread

rosa 06> Open! Rye, spelt, the seeded one, the one that is basically a pillow. #crumbanddaughter

rosa w1> My starter is nine years old and has no name. This cannot go on. Suggestions below, please; the winner gets a
    loaf a week for a month. Rules: no names of my relatives, they read this. #nameourstarter

rosa w2 wed 19> Two hundred and six suggestions for the starter. Four of them can be said in front of my mother.
    #nameourstarter

rosa w2 thu 20> It is decided. From a field of thousands (well, of 206), submitted by Otto on the back of a clock
    receipt: the starter is called GLUTEN TAG. He says he is not proud. He is so proud. #nameourstarter

rosa> Somebody paid for ten rolls "for whoever is short today" and left before I could see who. They were gone by
    nine. The next ten were paid for by ten. I do not understand economics but I like ours.

rosa> Flour in the keyboard again. If my posts crunch, that is why.

rosa 19> A recipe, because you keep asking. Flour: until it looks right. Water: like a bath for a baby. Salt: more
    than you dare, less than the sea. Starter: as much as you can spare, she will forgive you. Then knead until your
    shoulders tell you about your childhood. Let it sleep. Let it sleep longer. Bake it hot, knock on the bottom, and
    if it answers, it is bread. If it does not answer, it is toast. Nothing is lost.

rosa> Daughter (7) on the family business: "You make the same thing every day and every day they eat it. When do you
    win?"

rosa 04> The oven is a hundred and three years old and today it sighed like somebody taking off their shoes. I sighed
    back. We got the croissants done.

rosa w3 fri> Baking four hundred lantern buns for tomorrow. They glow because of the apricot. They are round because I
    say so. Help welcome from four in the morning; I pay in buns and gossip. #lanternnight

rosa w3 sun> Closed today. We sold every bun, then every loaf, then the decorative wheat. I am asleep as I type this.
    #lanternnight

rosa> Bread tip: if it looks done, wait. If it smells done, wait. If the cat comes in, it is done.

rosa> A gentleman asked for "just the middle" of a loaf. I have thought about it all day, and you know what? He is
    right. The middle IS the good bit.

rosa mon> Monday: closed. I had toast. From the supermarket. Do not tell Gluten Tag.

rosa> The cinnamon knots came out looking like a map of the tram network. @milan bought line 2.

rosa> Oggi ho parlato italiano con l'impasto. Cresce meglio, giuro.

olive 07> The Lower Deck is open. Coffee: yes. Wi-Fi: mostly. Opinions about your ex: free with every second cup.

olive> Customer: "Surprise me." Me: *gives him water*. Him: "…okay, fair." Regulars are made, not born.

olive> I can now draw three things in milk foam: a leaf, a worse leaf, and something the children call Gerald.

olive w1> Lost property at the café this month: 9 umbrellas, 1 retainer, a cello bow, a tooth in an envelope marked
    "NOT MINE". Please come and get your things. Especially the envelope.

olive> Tables by the window are for people who look up. I will move your laptop. I have done it before.

olive w2> We tried oat, soy, pea, hazelnut and (by accident) goat. The accident sold out.

olive> Overheard at table four: "I'm not lost, I'm early for somewhere else." #overheard

olive 16> Nobody in here but the rain and a man teaching himself to whistle. Nearly there, sir. Nearly there.

olive w3 fri> Paper lantern workshop here tonight, six to nine. Glue is provided, patience is not. Under-eights must
    bring a grown-up; grown-ups must bring an under-eight, for quality control. #lanternnight

olive> A couple got engaged at table two this morning. He hid the ring in the sugar. She takes it black. It took a
    while.

olive w4> New on the board: "tide table" breakfast. It is big or small depending on when you come. Philosophical
    objections to be addressed to the chef (me).

olive> Things the espresso machine does when I look at it: nothing. Things it does when I look away: weather.

olive> If you cannot decide between cake and cake, the answer is in the question. 🍰

olive> Mẹ tôi gọi món này là "cà phê cho người có thời gian". Slow drip, condensed milk, no rush. On the board from
    today.

kenji 11> Broth: eleven hours. Queue: eleven people. Me: at peace. #noodles

kenji> 今日のスープは昨日より静かな味がする。たぶん雨のせい。

kenji> A child told me my noodles are "long in a good way". I have framed it.

kenji> 港の猫が店の前で順番を待っている。列の三番目。えらい。

kenji w1> The secret of the egg is six minutes and twenty seconds and not answering the door.

kenji> You may slurp. You should slurp. A silent bowl makes the cook nervous.

kenji> 灯台の光が十秒ごとに厨房の壁を通りすぎる。茹で時間を数えるのにちょうどいい。

kenji w2> Something is being planned between my kitchen and the bakery. It has a bun. It has a broth. @rosa and I
    disagree about everything else. Progress.

kenji w3> Friday special: the broth bun. You bite, it is soup; you chew, it is bread; you look down, it is laundry.
    Wear something dark. #brothbun

kenji 22> Refilled three fountain pens tonight, wrote the menu by hand, spilled blue-black on the daikon. We now serve
    blue daikon. It was popular.

kenji 22> Last bowl of the night went to the night nurse on her way in. She always says "good morning". I always say
    "good evening". We are both right.

kenji> 最後の一杯は、いつも自分のために。今夜は柚子をすこし多めに。 #ラーメン

kenji> Knife sharpened. Board oiled. Apron patched. Thirty minutes until opening, and I am reading about squid.

camille> J'ai affiné une tomme pendant huit mois et le chat du libraire l'a jugée en deux secondes. Verdict : favorable.

camille> Bookbinding in the morning, cheese in the afternoon. Both are the art of pressing something and then waiting.
    Only one of them should smell.

camille 18> Petit rappel : un fromage qui coule n'est pas trop fait, il est simplement pressé de vous rencontrer. 🧀

camille w1> Repaired a ship's log from before the lighthouse had a light. Page 40: "Saw nothing. Very dark." Page 41:
    "Hit something."

camille> Sewing signatures all day. My thread is waxed, my tea is cold, my heart is a quarto.

camille> On m'a demandé si la croûte se mange. Tout se mange, monsieur. La question est : avec quel vin ?

camille w2> A customer brought a cookbook so loved that it was more butter than paper. I do not restore such books. I
    just make them a better coat.

camille w3> For #lanternnight I folded a lantern out of a misprinted atlas. The light came out through the oceans.

camille sat 12> Marché ce matin : trois citrons, un bouquet de menthe, une conversation de quarante minutes sur les
    charnières. Parfait samedi.

camille> The goat cheese has won. It did not enter a competition. It simply won.

marisol> Dance class for over-seventies: we were supposed to do a slow waltz. They requested "the fast one". Two hips
    replaced, none harmed. 💃

marisol> Hoy en clase nadie llevaba el ritmo y fue maravilloso. La alegría también es un compás.

marisol 17> Tortilla with onion. I said what I said.

marisol> Mi abuela decía: quien cocina con prisa, cena con pena. Así que hoy cenamos a las once, pero contentos.

marisol w2 mon 12> Looking for: one mirror ball, medium, any condition, for a reason I cannot yet disclose.
    #lanternnight

marisol w3> Thank you all. I now have five mirror balls. The reason has grown accordingly. #lanternnight

marisol w3 sat 23> Three hundred people doing a dance that I invented on Thursday on a car park that smelled of
    apricot buns. If you were there: left, left, TURN. #lanternnight

marisol> Rehearsal notes: shoulders down, chin up, Basil, please stop conducting.

marisol> No hay nada más valiente que una persona de ochenta años aprendiendo a girar.

marisol> The studio floor has been waxed. First lesson today: stopping.

yusuf 09> Barber's rule: the first five minutes are for hair, the next twenty are for the truth.

yusuf> A man came in and said "same as always". I have never seen him before. I gave him what I would give my brother.
    He left happy. It was probably his brother who comes here.

yusuf> My daughter says the shop needs "branding". The shop needs chairs.

yusuf w1> Story time, Thursday at closing: how my uncle shaved a general, a groom and a goat on the same morning, and
    which one cried. Tea provided. ☕

yusuf> The secret to a straight parting is an honest mother.

yusuf> I cut the hair of three generations of one family today. Same cowlick. It will outlive us all.

yusuf> My grandfather had one chair, one razor and one joke. The chair came from a ship, the razor from his father,
    the joke from a customer who had paid with it. Every man in the village had heard the joke. They came back for it
    anyway, and he told it each time a little differently, and that is how he found out who was listening. I have
    three chairs now. I am still working on the joke.

yusuf w3> Free trim for everyone who will stand near an open flame on Saturday. You know who you are and how far your
    fringe hangs. #lanternnight

yusuf> Young man: "Make me look older." Old man, next chair: "Make me look younger." I said: swap glasses. Both
    thrilled.

yusuf 20> Tea should be the colour of a rabbit's blood, my grandfather said. I was six and could not drink tea for a
    year. Now I could not live without it.
"""
