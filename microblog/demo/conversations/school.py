"""Conversations about books, lessons, children and the book that came back."""

CONVERSATIONS = """
kettle_library w2 wed 15> To the person in the fine cardigan who brought back a book after forty-one years: you left
    your glove here. It matches the cardigan. We think we know. We will never tell. #longoverdue
  mabel> How kind of you. Whoever it is must be so relieved.
    kettle_library> We imagine that she is. We hope she comes in for tea.
      mabel> If I see her I will pass it on. Is there shortbread?
        kettle_library> There can be shortbread.
          mabel> She takes two sugars, I should think.
  theo> Which book was it? Asking for the entire town.
    iris_w> A love story with a lighthouse in it.
      ada> …which lighthouse?
        iris_w> I think you had better come down and read it, Ada.

iris_w w1 15> What was the book that did it for you? The one after which you were a reader?
  theo> The tide tables. I was four. I thought it was a poem.
    tides_bot> Thank you.
      theo> I did not know that you could answer.
        tides_bot> Only at slack water.
  fitz> A repair manual for a three-speed hub. I cried at the exploded view.
  noor> The star atlas in the school cellar. Somebody had written in the margin "look, we are here". I looked.
  milan> A detective story with the last page missing. I have been looking out for it on seat 9 for thirty years.
    theo> Title?
      milan> I had not learned to look at titles yet. There was a green door.
        theo> I will find it. You know that I will find it.

theo w4 12> @milan Green door. Page 212. It was behind the radiator, in the box with the songbooks. It was the
    gardener's sister.
  milan> THIRTY YEARS
    theo> Are you all right?
      milan> I suspected the dentist. I have been unfriendly to dentists.
  kettle_library> We should like to acquire page 212 for the nation.

greta w1 13> Riddle of the week, set by class 6: "What is always coming and never arrives?" They will accept more than
    one answer.
  milan> I take this personally.
  otto> Morgen.
    greta> Richtig, Papa. Setzen.
  noor> The comet, at the moment.
  knut> Not the ferry.

greta w3 tue 16> Physics club has built a machine that butters toast. It has 41 parts and throws the toast at the
    ceiling. They have called it finished.
  petra> What is the failure rate?
    greta> They say that it has never failed to throw the toast at the ceiling.
      petra> Then it is a success with a butter problem.
  rosa> I will donate the bread. I should like to be there. I will wear a hat.
    greta> Friday, four o'clock. The hat is compulsory.

dele w1 20> Twin B has asked me where the dark goes when I switch on the light. I need help by bedtime.
  ada> Up here, pet. I look after it until morning.
    dele> She says: "does it have its own bed"
      ada> It has the whole stairs to lie down on. 118 steps, one for each sort of dark.
        dele> She has gone to sleep. SHE HAS GONE TO SLEEP. I owe you a cake.
          ada> I like lemon.
  noor> It does not go anywhere. It is just very polite and lets the light go first.

dele w2 18> The twins have opened a shop under the kitchen table. They sell: one sock, "air (fresh)", and a potato,
    not for sale.
  bao> What are they asking for the air?
    dele> Two raisins. You can also rent it.
      bao> Sound business. I have been giving mine away.
  yusuf> May I ask about the potato?
    dele> You may look at the potato.

fen w2 17> My foghorn picture book needs a name for the main character. He is large, he is kind, and he cannot sing.
  juno_wav> basil
    basil> I beg your pardon.
      juno_wav> it's a compliment u are large in spirit
        basil> I can sing, young person.
          juno_wav> THAT'S THE TWIST
  sami> Horatio Horn.
    fen> Sami!!! That's it! That is exactly it! There will be a postman in it, too. He will be the hero.
      sami> I have to sit down on somebody's wall for a minute.

iris_w w3 thu 12> The nine-year-old chess champion has lent me a library book. From her own library. It has three
    books and a stamp made from a potato. Due back Friday.
  walt> She lent me one too. I am afraid of her.
    iris_w> What did you get?
      walt> "Openings for Beginners".
  dele> We supplied the potato. It was not for sale, but she drives a hard bargain.

theo w1 11> A man came in and asked for "a book like rain on a caravan roof". I knew at once which one. I have been
    waiting twenty years for that question.
  fen> WHICH ONE
    theo> He bought it. It was the only copy. You will have to ask for something else.
      fen> A book like the minute before the school bell.
        theo> Second shelf, blue spine, come at four.
  camille> Et un livre comme du pain chaud ?
    theo> @camille You bound it. It is in the window.

priya w1 10> Teaching the over-seventies computer class today. First question: "Where do the letters live when the
    machine is off?"
  greta> Please forward this to my class 9b as an exam question.
  mabel> You said they were asleep, dear. It was a very good answer.
    priya> Your second question was if you could knit it, and I have been thinking about binary cables ever since.
      mabel> Knit one, purl nought.

sami w2 12> Delivered today: a letter that was posted within this town in another century. It had slipped behind the
    wall of the sorting room. The address still stands. So does she.
  gazette> May we ask what was in it?
    sami> You may not. But she read it on the step, and then she asked me to wait, and wrote the answer.
      ines> And?
        sami> It goes two streets on. I will take it there in person. I have polished my shoes.
  theo> Some days this town writes itself, and I just sell paper.

wren w4 19> I don't usually write anything. But I moved here four weeks ago knowing nobody, and today the baker said
    "the usual?" and I had to pretend that there was something in my eye.
  rosa> It's the seeded one, sliced, and you always say thank you to the cat. Of course I know you.
    wren> He's a very good cat.
  olive> Table four is yours whenever you like. Also, people, this is what "mostly reading" looks like when it opens
      its mouth.
    wren> Please don't make me a regular, I'll never leave
      mabel> That is how they got me, dear. 1963.
  captain_jo> Welcome aboard, Wren.
"""
