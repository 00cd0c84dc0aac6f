// A thread of its own: estimating one password can take a hundred times what drawing a page takes.
import { answerMainThread } from '#server/core/worker-pool/thread-worker.ts';
import { isHardToGuess, type JudgedPassword } from './estimate.ts';

// Once before the first question: code that has not run yet takes many times as long.
isHardToGuess({ password: 'p@ssw0rd azerty 2026', pseudonym: 'nobody' });
answerMainThread((question) => isHardToGuess(question as JudgedPassword));
