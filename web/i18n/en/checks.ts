import type { Messages } from '#web/i18n/fr.ts';
import { counter } from '#web/i18n/count.ts';

const count = counter('en');
const members = (n: number): string => count(n, 'member', 'members');

export const checks: Messages['checks'] = {
  reasons: {
    amount: 'The amount does not match',
    recycled: 'The picture was used before',
    'other-platform': 'It is not this platform',
    unreadable: 'The picture cannot be read',
    'personal-data': 'The picture shows personal data',
  },
  rules: {
    'not-genuine': 'Rule R8: it is no true screenshot of this pay-out',
    'not-shown': 'Rule R11: the picture does not show this pay-out',
    'personal-data': 'Rule R4: the picture shows personal data',
    sound: 'Rule R11: the picture does show this pay-out',
    unfounded: 'Nothing shows that the doubt is right',
  },
  kinds: {
    'uphold-check': 'The doubt is upheld',
    'dismiss-check': 'The doubt is dismissed',
  },
  done: {
    confirmed: 'Noted: you confirm this proof.',
    doubted: 'Noted. Other members will look at this proof.',
    'voice-withdrawn': 'It is taken back.',
    uncovered: 'Your picture is visible again.',
    'opinion-given': 'Noted. Thank you for looking.',
    'opinion-withdrawn': 'Your opinion is taken back.',
    decided: 'It is decided. The decision is public.',
  },

  levels: {
    confirmed: 'Confirmed by other members',
    doubted: 'In question',
    covered: 'Picture covered',
  },

  voices: {
    title: 'What others say of it',
    confirmations: (n) =>
      n === 0
        ? 'No confirmation so far.'
        : `${count(n, 'established member confirms', 'established members confirm')} this proof.`,
    confirmed: 'It weighs as much as a proof can.',
    toConfirm: (n) =>
      n === 1 ? 'One more, and it will weigh more.' : 'With two it will weigh more.',
    open: (n) => `${count(n, 'open question', 'open questions')}`,
    watched: 'Members are looking at this proof.',
    doubts: (n) => `${members(n)} ${n === 1 ? 'doubts' : 'doubt'} it`,
    opinions: (right, wrong) =>
      `Opinions of other members: ${right} for the doubt, ${wrong} against.`,
    noOpinion: 'Nobody else has given an opinion yet.',
    earlier: 'About a picture that its author replaced.',
    look: 'Look and give my opinion',
    alone: 'Decided by one moderator alone.',
    sentences: 'What they wrote, for you alone:',
    confirm: 'I confirm',
    confirmSay: 'The picture shows this pay-out, and you believe it true.',
    doubt: 'I doubt it',
    reason: 'Why',
    sentence: 'What you see',
    sentenceHint:
      'One sentence, without personal data. Only its author and those who check read it.',
    covers: 'Personal data: the picture is covered for 48 hours, once only.',
    sendDoubt: 'Say my doubt',
    mineConfirm: 'You confirm this proof.',
    mineDoubt: (reason) => `You doubt this proof: ${reason}.`,
    takeBack: 'Take back what I said',
    settled: 'A decision answered this question',
    blocked: {
      'no-proof': '',
      author: 'Established members can confirm your proof, or doubt it.',
      'signed-out': 'Sign in to confirm this proof, or to doubt it.',
      covered: 'The picture is covered. Wait until it is back to say what you think.',
      'not-established': 'Only established members can confirm a proof, or doubt it.',
    },
    signIn: 'Sign in',
    established: 'You become one with 3 facts posted, over at least 2 months.',
  },

  cover: {
    title: 'Your picture is covered',
    say: 'A member says that it shows personal data. You alone see it.',
    until: (day) => `It comes back by itself on ${day}.`,
    held: 'A decision keeps it covered: it shows personal data.',
    redact: 'Replace it by a picture that hides more',
    nothing: 'Nothing personal? You can show it again.',
    show: 'Show it again',
    others: 'Picture covered: somebody saw personal data in it.',
    tag: 'picture covered',
    why: 'Why, and what to do',
  },

  list: {
    title: 'Checks',
    say: 'Proofs that members doubt. Your opinion counts.',
    what: [
      'Two opinions first, then a moderator decides.',
      'None of the three has an interest in the matter.',
      'Your name is shown to nobody.',
    ],
    notEstablished: 'Only established members give opinions.',
    howTo: 'You become one with 3 facts posted, over at least 2 months.',
    report: 'Report a pay-out',
    none: 'Nothing to check for now.',
    match: 'The picture looks like an earlier one',
    about: (amount, platform) => `about ${amount}, ${platform}`,
    opinions: (n, needed) => `${count(n, 'opinion', 'opinions')} of ${needed}`,
    answered: 'you answered',
  },

  check: {
    title: (platform) => `Check a proof: ${platform}`,
    match: 'Its picture looks like the one of an earlier proof',
    proof: 'The proof',
    facts: 'What its author states',
    pictureAlt: 'The picture of this proof',
    covered: 'The picture is covered. Only a moderator can see it now.',
    replaced: 'This picture was replaced or taken away.',
    compare: 'The two pictures',
    later: 'This proof',
    earlier: 'The earlier one',
    earlierGone: 'The earlier proof is gone, or its picture is covered.',
    proves: 'A likeness proves nothing by itself.',
    alike: 'Two pay-outs of one site always look alike. Read the figures.',
    shared: (share) => `Numbers that both pictures have in common: ${share}.`,
    differs: 'In red, what differs: #% of the points.',
    said: { doubt: 'A doubt', right: 'The doubt is right', wrong: 'The doubt is not right' },
    sentences: 'What is said',
    opinion: 'Your opinion',
    verdicts: { right: 'The doubt is right', wrong: 'The doubt is not right' },
    sentence: 'Why',
    sentenceHint: 'One sentence, without personal data.',
    send: 'Give my opinion',
    mine: (verdict) => `Your opinion: ${verdict}.`,
    takeBack: 'Take my opinion back',
    decision: 'Decide',
    decisionSay: 'The rule and the reason are public. Your name is not.',
    missing: (n) => `${count(n, 'opinion is', 'opinions are')} still missing before a decision.`,
    decidesAlone: 'You decide alone: the decision will say so.',
    rule: 'Rule',
    reason: 'Reason',
    reasonHint: 'What shows it, without personal data.',
    decide: 'Decide',
    settled: 'Answer',
    again: 'Decided by one moderator alone. Another can decide anew, after opinions.',
    see: 'See the proof',
    all: 'All checks',
  },
};
