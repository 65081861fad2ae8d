"""Conversations about mending, making and the town clock."""

CONVERSATIONS = """
bao w1 11> A lady is looking for "a hinge that doesn't judge". I have brass, steel and nylon. Thoughts?
  petra> Nylon. Says nothing.
  otto> Brass. It judges, but warmly.
  ada> The hinge in my lamp room says "Eleanor". I could part with it.
    bao> She has taken the brass one and says that it "has a kind face". Thank you, everybody.

otto w3 mon 11> The town clock shows the correct time since this morning at ten. I wait for congratulations.
    #thetownclock
  dele> I have just missed a tram for the first time in six years.
  sami> I am four minutes early everywhere and people are in their dressing gowns.
  milan> Otto. My friend. What have you done.
    otto> My duty.
      greta> @milan He is standing at the window with his arms folded, like a man who has invented Tuesday.
  iris_w> The whole of year six is late and has written me a joint letter about "time theft".
    otto> The time was stolen before. I have returned it!
      iris_w> They ask if they may have the eleven years of minutes back, paid out in playtime.
        otto> That is… mathematically in order.

otto w4 mon 09> So be it. The bell will ring four minutes late. The hands will be correct. You may choose whom to
    believe. #thetownclock
  theo> I shall believe the bell on the way to work and the hands on the way home.
  mabel> I have always gone by the smell of bread, dear.
  knut> Ferry goes by the ferry.
    otto> This is the most sensible answer so far.

tove w2 wed 11> Help. I have made the most beautiful glaze of my life and I do not know how. I had: copper, ash from a
    bucket, wind from the west, and a cold. #mistakeno4
  hana> Test one thing at a time! Start with the ash!
    tove> I started with the cold. I stood in the rain.
      hana> That is not… actually, fine, good control.
  hamish> Which bucket? The grey one by your door? That is mine. I left it there when I brought the honey.
    tove> What was in it?
      hamish> Hives. Old ones. I burned the frames. There will have been wax in it, and propolis. And a little sadness.
        tove> IT WAS THE BEES
          lucia> It's always the bees.

fitz w2 16> A customer wants a bell that is "polite but from a distance". We have tried eleven bells.
  juno_wav> what about a marimba
    fitz> On a bicycle?
      juno_wav> a SMALL marimba
        fitz> …come by after school.
  basil> A minor third, descending. It has said "excuse me" since the Renaissance.
    fitz> Update: it is a small marimba playing a minor third. Pedestrians say thank you. I cannot keep up with the
        orders.

petra w1 12> For the #repaircafe on Thursday we still need: somebody who can do zips, somebody who can do accordions,
    somebody who can do grief (a man is bringing his wife's sewing machine).
  mabel> I can do zips and I have some experience of the other.
    petra> Then you sit at the window, with the good lamp. Thank you, Mabel.
  saoirse> Accordion: me. I will pretend that I do not love it.
  bao> I bring screws. All the screws.

petra w2 thu 22> The sewing machine runs. It was only lint, forty years of it, in eleven colours. He took the lint
    home too, in an envelope. #repaircafe
  mabel> We sat and told each other what the colours had been. The green was curtains. The red was a carnival.
    petra> You fixed more than I did tonight.
      mabel> I only listened, dear. It is a kind of unpicking.
  tove> I should like to make a small pot for that envelope.
    petra> He says yes, please. And blue, if you have it.

zeynep w2 15> can anyone explain to me how willow behaves when you bend it over 12 metres, asking for an arch, it is
    due on friday
  tomasz> It behaves like a cat. Soak it overnight, do not look at it directly, and let it think that it was its own
      idea.
    zeynep> this is the best structural advice i've had all year and i pay tuition
  bao> Steel wire inside. Nobody needs to know.
    tomasz> The willow will know.
  lucia> I have 400 rods from coppicing the lower bank. They are yours if I get them back as compost.
    zeynep> deal deal deal

zeynep w3 fri 22> It stands. Twelve metres. Zero nails. I am under it and it is raining through it and it's perfect
    #lanternnight
  yusuf> I held the ladder.
    zeynep> you held the ladder, baba
      yusuf> I want that in the newspaper.
        gazette> "Mr Demir held the ladder." Page one, tomorrow.
          yusuf> I have ordered twenty copies.

mabel w3 mon 10> I see that somebody has put jumpers on the bollards. How very odd. How very well made.
  gazette> Mrs Achterberg, would you care to comment?
    mabel> I am an old woman and my eyes are not good.
      gazette> You have described the cable stitch on bollard three in some detail.
        mabel> My hearing is excellent.
  fen> Bollard 17 has POCKETS
    mabel> Well, they get cold hands.
      fen> Mabel
        mabel> I imagine.
  anouk> I cycled past at three in the morning and saw nine ladies in headlamps drinking sherry. I have told no one.

fen w1 18> Is anyone throwing out a mirror? Big as possible, cracks welcome. It is for looking at my own hand while
    drawing my own hand.
  petra> There is one in the tram shed from the old dispatcher's office. It adds ten years, but gently.
    fen> My hand could use some authority. Yes please.
  marisol> I have eleven metres of mirror and would like a drawing of eighty-year-olds doing a tango in it.
    fen> I was going to pay you for that.

bao w4 14> Customer returned a hammer because "it only goes down". I have refunded him. I want to live in his world
    for an afternoon.
  dele> Sounds like something my twins would build a religion on.
  greta> Technically, he has understood hammers better than my class 9b.

priya w2 20> The office printer says "paper jam in tray 3". It does not have a tray 3. It has never had a tray 3. What
    does it know?
  petra> Bring it on Thursday. And keep eye contact until then.
  otto> Machines only tell us what they long for.
    priya> @otto I have put a cardboard box next to it and labelled it "Tray 3". It prints.
      otto> You see.
        petra> I have been doing this for nineteen years and I feel like a beginner.
"""
