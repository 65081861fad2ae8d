"""Conversations about stars, bees, birds, gardens and animals in need of a doctor."""

CONVERSATIONS = """
noor w2 21> Comet forecast for tonight: comet, excellent. Sky, closed for renovation. #comet
  ada> From up here I can confirm that there is cloud above me, below me, and a little inside.
    noor> Can you turn the light up and burn a hole?
      ada> It does four million candela. The fog says thank you for the attention.
  hamish> My bees went home early. They expect it to clear next week.
    noor> On what grounds?
      hamish> They did not say. But they have never published a correction.

noor w4 tue 22> It is clear. It is CLEAR. Look west, a hand's breadth above the sea, left of the lighthouse. Go now,
    shoes optional. #comet
  dele> Which way is west, asking with one twin under each arm
    knut> Where the ferry goes at 18:40.
      dele> FOUND IT
  ada> I have turned the lamp to low for ten minutes, with permission of the harbour office. Everybody look. Nobody
      sail anywhere.
    saoirse> Everything is anchored. Everyone is on deck. Nobody is saying a word on channel 16. I have never heard
        that before.
      noor> I am not able to answer all of you because I cannot see the keyboard, because of my eyes.
  mabel> I saw the last one too. I was seven and on my father's shoulders. This one is a bit smaller or I am a bit
      taller.
    noor> @mabel Would you come and tell my students that? Any day. I will send a car, a tram, a horse.

noor w4 wed 10> Good morning to the 214 people who stood on my hill last night. One of you has left a slipper. Tartan,
    left foot, very warm.
  theo> Ah. That would be mine. I walked home and did not notice, I was looking up.
    noor> It is at the telescope. It has been catalogued.
  walt> What is its designation?
    noor> C/2 Slipper. Not periodic, I hope.

hamish w2 wed 12> Bees at the tram stop: please walk slowly, please wear a hat, please stop offering them your
    biscuits. They are on a diet of the entire summer. #beesofkettlemouth
  milan> Passengers are getting off a stop early to see them. Somebody bought them a ticket. I stamped it.
    hamish> Keep that ticket. It belongs in a frame.
      kettle_library> It belongs in the town archive. We have a box ready.
  juno_wav> can i record them
    hamish> If you hum first. It is polite.
      juno_wav> they're in A. they're in PERFECT A. twelve thousand of them and i can't get four people in a band to
          tune

lark w1 16> What is the small brown bird that looks as if it had forgotten something?
  hamish> Dunnock.
    lark> I know, I only wanted to see if anyone else sees it too.
  walt> My brother-in-law.
  fen> Dunnocks have the eyebrows of someone who left the stove on. I have a whole page of them.
    lark> I need this page above my bed.

lucia w1 14> The gnome has moved again. He is now in the carnivorous section, on a tiny deckchair. Would the person
    responsible please come forward and have tea with me?
  zeynep> the deckchair has working hinges, lucia. WORKING HINGES. who ARE they
  bao> I sold four hinges, 6 mm, last Tuesday. I am bound by professional secrecy.
    lucia> Bao.
      bao> I am a hardware store, Lucia. I am a priest with shelves.
  otto> A fine piece of work. One hears.

lucia w4 wed 18> TONIGHT: the titan lily opens. Two metres ten. The smell is now at "forgotten lunchbox" and rising.
    We are staying open till midnight. Bring a brave nose.
  dele> The twins want to know if it is a monster or a flower.
    lucia> Yes.
      dele> They have put on their boots.
  camille> I have smelled worse and sold it.
    lucia> I would like that on a plaque beside the pot.
  greta> 28 pupils, one wilting teacher, on the way. One has brought a clothes peg for every guest. He will go far.

eleni_vet w2 10> The waiting room today: two parrots, opposite sides, slowly discovering that they know the same swear
    word.
  yusuf> From where?
    eleni_vet> From my predecessor. Everything in this town that can talk has it from him.
      captain_jo> Not Pilot. Pilot only ever said "careful". I would give a year to hear it again.
        eleni_vet> @captain_jo Come in on Thursday. The grey one picks things up quickly. Let us see.

eleni_vet w4 17> @captain_jo Come by the practice when you can. The grey one has been alone with your recording for
    two weeks.
  captain_jo> I am here. I am at the door.
    eleni_vet> And what did she say?
      captain_jo> She looked at me with one eye and said: "Careful."
        ines> Vovô has not stopped smiling since. He has told the ferry, the baker and a lamp post.
          knut> He told me twice. It was good both times.

hana w3 wed 13> Today I explained my thesis to my grandmother on the phone in one sentence. She said: "So you count
    the very small things." Yes. Yes, that's it. Six years.
  iris_w> That would make a splendid first line.
    hana> It is now the first line.
  otto> I also count the very small things.
    hana> Colleagues!

walt w1 19> Somebody has left a marrow on my doorstep with a ribbon round it. There is a card. The card says "Thinking
    of you. H." This is war. #allotment
  hamish> It was a spare.
    walt> A SPARE.
      hamish> We had no more room in the shed.
  mabel> Boys.
  gazette> We are sending a photographer and a tape measure.

walt w3 thu 18> I have returned the marrow to @hamish. As soup. In my best pot. With a ribbon. #allotment
  hamish> It is very good soup. It is so good that I am annoyed.
    walt> There is a second pot.
      hamish> …I will bring bread and the folding chairs.
        mabel> There we are.

lark w4 thu 08> The robin outside my window has learned two notes of the foghorn. I am not making this up. E flat,
    then a sort of cough.
  juno_wav> RECORD IT
    lark> I recorded it. It is four seconds long and the last second is me saying "no".
      basil> He is slightly sharp. Birds often are. I blame ambition.

priya w3 wed 20> Is there an app that tells me which plants on my balcony are dead?
  lucia> Yes, it is called touching them.
    priya> I touched them. One touched back.
      lucia> That one is fine.
"""
