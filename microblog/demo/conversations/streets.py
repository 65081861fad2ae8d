"""Conversations on the tram, in the choir, on the radio and around Lantern Night."""

CONVERSATIONS = """
milan w1 08> Whoever is doing the crossword on seat 9 in the mornings: 7 across is OSPREY, not OSTRICH. I am only
    saying. #tramlife
  lark> It is always OSPREY.
  theo> Do not tell them! Somebody else is meant to fill that in by the evening!
    milan> You are right. I have rubbed it out. I have put the pencil back at the same angle.
      theo> You are a guardian of something, Milan.

juno_wav w2 tue 17> they asked me to play at lantern night and i said yes and now i'd like to cancel the concept of
    saturdays
  basil> Stage fright is merely the body warming up its instrument.
    juno_wav> my body is warming up by leaving
      basil> Then play towards the exit. I have done so since I was a boy.
  marisol> I will put the dancers at the front. They are between 74 and 91 and they love everything.
    mabel> Not everything. I did not care for the polka.
      juno_wav> there's no polka, mabel
        mabel> Then I shall be there at seven.
  ines> We have your cable, we have your back. Sound check at five.

juno_wav w3 sun 12> did that happen. did eighty choir people just come in on MY chord. did i black out #lanternnight
  basil> We rehearsed it in secret for three weeks. You kept leaving the second chord lying around. It would have been
      rude not to.
    juno_wav> you said it was legal but unkind
      basil> I was wrong. It is kind, and only just legal.
        juno_wav> i'm going to cry on my synth and it's NOT waterproof
          bao> Dry with a soft cloth. Shop is closed today, but I will come.
  marisol> Left, left, TURN. I could hear it in the walls when I went to bed.
  greta> As your physics teacher: you moved the air beautifully.

basil w1 20> I need a bass by Thursday. Ours has gone to sea.
  milan> I can hum as low as line 2 uphill.
    basil> Can you hold it?
      milan> Since the terminus.
        basil> Thursday at seven. Bring a pencil.
  yusuf> I sing only when I shave people. But then quite low.
    basil> Bring a customer.

ines w2 22> Phone-in tonight: what is the kindest thing a stranger has done for you in this town? Lines are open, the
    kettle is on. 📻
  olive> The rolls. Rosa's rolls. "Paid for by somebody." I was the somebody who needed one, the first winter.
    rosa> I never knew that.
      olive> You were not supposed to. I pay for ten now, every second Friday.
        rosa> That was YOU
  anouk> A tram stopped between two stops, in the rain, in the night, and the driver said: "You look as if it has been
      a long one. Get in."
    milan> It was on my way.
      anouk> It is a tram, Milan. Everything is on its way.
  knut> Somebody knitted me a hat. No name.
    mabel> It was blowing, dear. I could see your ears from the house.

gazette w2 11> Readers ask: what happens to #lanternnight if there is fog?
  ada> Then it will be the night when we invented glowing fog.
  noor> Scientifically excellent. Each lantern gets a halo. I would almost hope for it.
    gazette> "Astronomer hopes for fog." We are holding the front page.
      noor> Please do not hold it up to my colleagues.

dele w3 sat 16> T minus four hours. Glue in: hair, carpet, butter. Lanterns finished: 2 of 3. The potato is giving us
    trouble. #lanternnight
  tove> A potato wants to be lit from below. Think stage, think opera.
    dele> TWIN A HAS GASPED. Thank you.
  fitz> Our wheelbarrow grandmother has a spare potato frame, if needed.
    dele> How are there two potatoes in this town
      fitz> There are four. It is a category now.

ada w3 sat 21> To everyone with a child on their shoulders: wave at the light. Now. I am waving back with both arms
    and a frying pan. #lanternnight
  iris_w> Year five has seen the frying pan. Year five has lost its mind.
  eleni_vet> Η καλύτερη βραδιά της χρονιάς. Σε βλέπουμε, Άντα!
  lucia> ¡Te vemos! ¡Toda la orilla te ve!
    camille> On te voit aussi depuis le pont, et la poêle brille comme une comète.
      noor> Finally a comet I can confirm.
  wren> I came down on my own and somebody handed me a lantern. I don't know who. Thank you.

sami w3 sun 13> Who is still awake after last night, and who is awake again? There is a difference. #lanternnight
  anouk> Still.
  rosa> Neither.
  knut> Working.
  zeynep> the arch is my bed now
    yusuf> I have brought her a blanket and a tea. She is holding one of the canes like a teddy.
      sami> I passed by at noon and put a stamp on her.

milan w1 23> Last tram tonight: a lady with a double bass, a man with an aquarium, a boy with a very large fern. They
    all got off at the same stop and shook hands. I will never know. #tramlife
  saoirse> That was the Tuesday band.
    milan> What does the fern play?
      saoirse> Rests, mostly.

dele w4 19> Please settle this: is a hill just a slow staircase? We have been at it since breakfast.
  zeynep> architecturally: yes
  milan> For a tram, no.
  fitz> For a bicycle, it is a promise about the other side.
    dele> Twin A is satisfied with this. Twin B asks who built the hill and whether he has been thanked.
      noor> Ice did, mostly, a long time ago. You may thank it in the freezer.
        dele> They are both standing in front of the freezer. They are whispering.

marisol w2 fri 10> I can now reveal why I need a mirror ball: I want to hang it from the number 2.
  milan> From MY number 2?
    marisol> Inside. Over the middle doors. For one night. Line 2 is long, Milan, and people's feet are bored.
      milan> …it would have to be lower than the lamps and it may not swing in the curve by the fish market.
        marisol> That is not a no!
          bao> I have a hook for that. I have had it for eleven years. I always knew.
  gazette> Is this on the record?
    marisol> Oh, it is on every record.

basil w4 18> For the spring programme the choir has voted. Bach: 14. Sea shanties: 19. "The thing with the tram
    whale": 41.
  juno_wav> ????????
    basil> I shall need it in four parts, with a descant, by the end of next month.
      juno_wav> what do whales do in the descant
        basil> What they like, I imagine.
          saoirse> I am in. I have a low string that has been waiting for this.
  hana> As the resident marine biologist I will check the whale for accuracy.
    milan> As the resident tram, so will I.

priya w4 21> Fun fact from the server of this little place: the most used word in our town this month, after "the" and
    "and", is "soup".
  kenji> 🙏
  tomasz> My mother would like this in writing.
  petra> And what about the least used?
    priya> "Hurry". Once. It was in a quotation.
      otto> "Do not hurry." Correct. It hangs in the clock.
        ada> And that is why I live here. Good night, all. The lamp is lit.

fitz w2 09> A boy brought in a bike and asked me to "take off the little wheels, but don't tell my legs".
  dele> I know that boy and I know those legs. Thank you for your discretion.
    fitz> He rode to the corner and back. Then he looked at me and said: "They know."
  marisol> Every dancer I ever taught could have said that.

hamish w3 wed 19> Does anyone have forty empty jars? I did not expect the bees to be so industrious. They seem to have
    something to prove since their trip on the tram.
  mabel> I have sixty, dear, and the lids for nearly all.
  kettle_library> We lend jars. (As of this minute.)
    hamish> What is the loan period?
      kettle_library> We have become rather relaxed about that.

dele last> @ada @rosa The twins are asking if the lighthouse and the bakery are married, since "they are always up at
    the same time".
  ada> We wave, @rosa and I. At five every morning. It is the best relationship I know.
    rosa> I blink the oven light. @ada blinks back with four million candela. I always feel that I could do more.
      dele> They have drawn the wedding. The gull is the priest.
        the_admiral> I accept.
  milan> The number 2 is available as a carriage.

olive last> Seen at one table today: a chess player, a beekeeper, one pot of tea, two spoons, and no mention of any
    vegetables for nearly an hour. @gazette
  gazette> We have cleared page one.
    walt> It was fifty minutes. Then he said "considerable".
      hamish> I was speaking of the cake.

captain_jo last> @ada They tell me that the light has been turning a little slower these days. Is the old lady tired?
  ada> Not tired, Captain. I let her take her time on Sundays and on any day that feels like one.
    captain_jo> Então hoje é domingo.
      knut> It is.
"""
