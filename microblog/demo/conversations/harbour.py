"""Conversations about the sea, the fog, the gull and the chess game."""

CONVERSATIONS = """
ada w1 07> Serious question for a town full of musicians: what note is the foghorn MEANT to be? #foghorn
  basil> E flat. It has always been E flat. My late piano tuner used to hold the telephone out of the window.
    ada> Then we are in trouble, because at four this morning it was somewhere in the key of "oh no".
      basil> I heard. I was in the bath. I am still in the bath.
        saoirse> Please get out of the bath, Basil, we have rehearsal.
  juno_wav> it's D plus 62 cents. i have a recording. i have several. it's my ringtone now
    ada> @juno_wav You are sixteen and it was four in the morning.
      juno_wav> the music industry is demanding
  knut> Still loud.

captain_jo w1 18> Position after move 31: @walt has built a wall of pawns and sits behind it like a man who has heard
    the doorbell. #chess
  walt> I am not hiding. I am consolidating. Look it up, you old pirate.
    captain_jo> In fifty-one years at sea nobody ever reached a harbour by consolidating.
      walt> In fifty-one years on an allotment nobody ever sank.
  iris_w> My pupils follow this game on the noticeboard. They have asked me to pass on: "bishop to c4, please, we have
      swimming at two".
    captain_jo> Tell them it was already in the envelope. Tell them also: good eyes.

olive w2 13> The Admiral has just walked in, looked at the cake display, looked at me, and walked out again with a
    teaspoon. WALKED. He did not even hurry. #theadmiral
  the_admiral> I was told that it was self-service.
    olive> It is NOT self-service.
      the_admiral> And yet.
        lark> @olive He is twenty-two years old. In gull years that is somewhere between "uncle" and "duke".
          olive> Then the duke owes me a teaspoon.
  fen> Did he use the door?
    olive> He waited until somebody held it for him. He nodded at them.
      fen> I have to draw this. Nobody move.

walt w2 tue 09> Has anybody seen a white chess queen? Boxwood, two inches, green felt, much loved. Last seen on the
    board outside the Whistle at 4 pm. #chess
  tomasz> I can turn you a new one. I have some nice box left over from the cleats.
    walt> That is kind. But she was my father's.
      tomasz> Then we find her.
  the_admiral> Have you looked up?
    walt> Where up?
      the_admiral> Just generally. In life.
  captain_jo> My friend, I will not take advantage. We play on with the salt shaker and with honour.
    yusuf> There is more drama at that table than in my whole shop, and today I had two brothers with one hat.

ada w4 mon 11> @walt Is this yours? White queen, green felt. She was behind the lightning rod, looking out to sea. She
    had the best view in town.
  walt> That is her. I do not have the words. I have beans. Would you like beans?
    ada> I would love beans.
      hamish> @ada Careful. First it is beans. Then it is opinions on beans.
        walt> @hamish How is the marrow? Still "considerable"?
          hamish> She asks after you.
  captain_jo> We should thank the thief. For two weeks the whole town has looked up.

anouk w2 fri 17> Sunrise swim tomorrow from the small beach: meet at a quarter past six, in by half past, tea by
    seven. Beginners welcome, screaming welcome. #coldwater
  zeynep> how cold is "cold" on a scale of one to my dad's humour
    yusuf> I am reading this, daughter.
      zeynep> i know baba
  dele> Can one bring twins (4)? They will not swim. They will supervise.
    anouk> We have always lacked management. Yes.
  hana> I'll come, but if anything glows I have to stop and collect it.

anouk w2 sat 10> Report: nineteen swimmers, two supervisors, one jar of plankton. The supervisors found our technique
    "splashy". #coldwater
  dele> They have made everybody certificates. Yours says "Anook, did not sink".
    anouk> I have seven diplomas on my wall and this one goes in front.

knut w2 14> Lost on board: one cello. Small.
  saoirse> Is it possibly a viola?
    knut> Possibly.
      saoirse> Is there a name in the case?
        knut> "Do not lose this again Basil".
          basil> Ah.
  olive> I have a bow here that may belong to this story.

tomasz w3 mon 19> Who can lend me eight strong people on Sunday morning, the day after Lantern Night? I know. I KNOW.
    The tide does not care about parties. #theperhaps
  knut> Me.
  fitz> Me and the Sunday riders. We will be slow and smell of smoke, but there are twelve of us.
    tomasz> You are hired. There is soup.
      fitz> What soup
        tomasz> My mother's.
          fitz> There are now thirty of us.
  mabel> I can bring the knitting circle. We cannot lift but we can look on in a very encouraging way.
  gazette> May we send a photographer? Ours is free. He overslept for the last three events.

hana w2 thu 22> Somebody please come to the small beach and confirm that the sea is glowing and that I have not
    finally cracked. #plankton
  anouk> On my way to work, stopped the bike: it is glowing. You are fine. Professionally speaking.
    hana> Thank you, nurse
  noor> You have all the luck. My sky has been closed for nine days and you get a second one at your feet.
    hana> @noor Come down! It is the Milky Way but you may kick it!
      noor> I kicked it. I have written down the time. I am so happy.
  ines> Broadcasting this as breaking news. "The sea is on. Bring socks you do not love."

saoirse w4 wed 20> A visiting captain asked me over the radio who tuned our foghorn, because "it made the whole crew
    homesick for a town they have never seen". #foghorn
  ada> I am printing that out and hanging it in the horn house.
    foghorn> honk ❤️
  basil> It was the E flat, madam. It is the most homesick of all the keys.
    juno_wav> ok that's actually true, put that in the physics books @greta
      greta> I will put it in the test.

ada w4 16> New in the visitors' book today, in green crayon: "I climbed all the stairs. There were a milion. The lady
    gave me a bisket. I saw my house and it was small and good."
  iris_w> "Small and good." That is the whole of literature, Ada.
  dele> That may have been Twin B. She has told everybody she meets that our house is "small but it tries".
    ada> She counted the stairs aloud. She skipped eleven and said thirteen twice, so it came out even.
      dele> That is how we do the bills too.

lark w3 tue 08> A cormorant is drying its wings on the "No Standing" sign at Pier Halt. #birds
  milan> I saw. I rang the bell. It gave me a look as if I were the one parked.
  sami> It has been there since six. I have a letter for it, I am almost sure.

ines w2 19> Vovô, the captain, would like everybody to know that he has invented a joke. He has rung the station twice
    to check that I am going to read it out.
  captain_jo> Why does the octopus never lose at cards?
    olive> Why?
      captain_jo> Because he has a hand for every occasion. And a hand. And a hand.
        ines> He laughed so much that he had to hang up.
          captain_jo> And a hand.
    knut> Good.
      ines> @knut That is the longest review I have seen you write.
"""
