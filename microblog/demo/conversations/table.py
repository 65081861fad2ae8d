"""Conversations over bread, noodles, coffee and cheese."""

CONVERSATIONS = """
rosa w1 10> My starter is nine and still has no name. Give me your best. The winner is paid in bread. #nameourstarter
  theo> Crumb Wells.
  juno_wav> the rising sun. no wait. the rising son. no wait. yeast coast
    rosa> "Yeast Coast" is with the jury.
  otto> Gluten Tag.
    rosa> …
      greta> Papa.
        otto> I was told it was a competition.
          rosa> Otto, I have had to put down the tray. I will be some time.
  knut> Bread.
    rosa> The starter is not yet bread, Knut.
      knut> Give it time.
  fen> Whatever it is called, I am drawing it with a monocle.

rosa w2 thu 21> GLUTEN TAG it is! Otto, come and collect. Bring a bag. #nameourstarter
  otto> I have told nobody. I have only put the receipt in the window.
    greta> In a frame, under a lamp, with a clock on each side.
  petra> Herzlichen Glückwunsch an den Teig und seinen Patenonkel!

kenji w2 17> @rosa What if the soup were INSIDE the bread?
  rosa> It would be wet bread.
    kenji> What if we were clever?
      rosa> I close at two. Bring the broth, set as a jelly. I will bring the pessimism.
        kenji> Deal.
  olive> I would like to reserve a table at the exact spot where this goes wrong.
    kenji> It went right at attempt nine.
      rosa> We do not talk about attempt four.
        milan> I was sitting next to attempt four. My coat remembers.

camille w1 12> Débat du jour : le fromage avant ou après le dessert ?
  lucia> Instead of.
    camille> @lucia Je t'aime.
  kenji> 両方。
  marisol> Antes, después y, por si acaso, durante.
    camille> Enfin une réponse complète.

olive w1 15> Somebody has left a note in the tip jar: "You were kind to me on the worst day of my year. I was the one
    with the wet shoes." I have had so many wet shoes in here. Whoever you are: any time.
  anouk> Screenshotting this for the end of a long shift.
  mabel> That is what a café is, dear. The coffee is an excuse.
    olive> I am going to have that painted above the door, Mabel.
      zeynep> i'll do the lettering. for cake.
        bao> I will lend the good ladder. Also for cake.

marisol w2 18> Tortilla: with or without onion? Answer carefully. I teach your mothers.
  lucia> CON.
  captain_jo> Com cebola, evidentemente.
  fitz> I have never made one, but I sense that there is only one safe answer.
    marisol> You are a wise man, and your mother's foxtrot is coming along beautifully.
  dele> The twins eat it if we call it "egg cake", and hide from the onion as if it were a ghost.
    marisol> In my house the onion hides from the children.

yusuf w1 17> Who took the last good tea glass from the shop? I have only glasses now that have seen things.
  zeynep> it's in my model. it's the atrium.
    yusuf> You have built a museum around my tea glass.
      zeynep> the jury loved the atrium, baba
        yusuf> Naturally. It is a very good glass.

olive w2 08> New sign on the door: "Dogs welcome. Gulls by appointment." Let us see.
  the_admiral> I would like an appointment.
    olive> We are fully booked.
      the_admiral> I can see through the window that you are not.
        olive> Tuesday. Outside. One crust. No cutlery.
          the_admiral> My people will be in touch with your crumbs.

dele w3 mon 12> What do you cook for two people who have announced that they only eat "round"?
  kenji> Eggs. Dumplings. Coins of carrot. Noodles, if you lay them out with patience.
    dele> We have had round noodles. It took me forty minutes. They said "now do long".
  rosa> Buns. There is always a round answer.
  eleni_vet> My patients eat socks. You are doing very well.
    dele> Thank you, I needed to hear that from a doctor.
  petra> Pfannkuchen! Rund, flach, fertig.

camille w4 17> The goat that supplies my cheese has been on the radio. @ines, what did you ask her?
  ines> I asked what she thought of the gravel programme. She ate the microphone cover.
    eleni_vet> Duchess? Again? That is the third cover this month. I recommend garlic on everything you would like to
        keep.
      camille> NON. Pas d'ail, le fromage s'en souvient.
        eleni_vet> Then keep the goat off the air.

rosa w4 15> A small girl came in, put one coin on the counter and asked what she could have "for all of it".
  tove> What did you give her?
    rosa> Everything that was crooked. We packed it together. She chose by name: "the snail, the sad moon, the sock".
      tove> May I come and be small tomorrow?
        rosa> Bring a coin.
  sami> She offered me half of the sad moon on my round. It was very good.

kenji w1 20> 質問です。味噌汁は飲み物ですか、食べ物ですか。
  camille> C'est une politesse.
    kenji> 百点。
  knut> Soup.
  hana> Technically it is a suspension, and a beautiful one, it convects in little cells when it cools.
    kenji> The lady at table six and I have now been watching hers for ten minutes. You are right.
      hana> I am sorry about her lunch and not sorry at all.

olive w4 wed 16> Couple at table two, she with a crossword, he with a cap from the tram museum. They have been here
    for three hours. They have ordered one thing. They have not stopped talking.
  milan> Is the crossword folded in quarters??
    olive> In quarters, yes. Why?
      milan> SEAT NINE. It is seat nine. Give them whatever they want and send me the bill.
        rosa> I am sending over two knots. Line 2 ones.
          olive> They have asked why. I said: "from the tram".
            milan> I am at the terminus and I am not crying, it is the brake sand.
  theo> I run a shop full of love stories and this is the best thing I have read all year.

priya w3 tue 14> Cake for lunch: yes, or of course?
  olive> You have already ordered.
    priya> I was asking for the people behind me.
      bao> The people behind you say: of course.
"""
