// Runs in a worker thread: estimating a password can take a hundred times as long as rendering a page.
import { serveMainThread } from '#server/core/worker-pool/serve-main-thread.ts';
import { isHardToGuess, type PasswordWithPseudonym } from './password-strength.ts';

// Warms up the JIT: the first run is many times slower.
isHardToGuess({ password: 'p@ssw0rd azerty 2026', pseudonym: 'nobody' });
serveMainThread((question) => isHardToGuess(question as PasswordWithPseudonym));
