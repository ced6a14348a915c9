import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:tls';
import { BSON } from 'mongodb';
import { certificate, listen } from './tls.ts';

type Document = Readonly<Record<string, unknown>>;

/** How the server answers a command; undefined: it has no such command. */
type Answers = (name: string, command: Document) => Document | undefined;

const MESSAGE = 2013;
const QUERY = 2004;
const REPLY = 1;

/**
 * A server of the MongoDB protocol at a free port, as far as the checks need it: TLS, SCRAM-SHA-1 and commands. It answers
 * no command before the user has proven the password.
 * https://github.com/mongodb/specifications/blob/master/source/message/OP_MSG.md
 */
export async function serveDocuments(
  user: { readonly username: string; readonly password: string },
  answers: Answers,
): Promise<number> {
  const server = createServer(await certificate(), (socket) => {
    const scram = authenticator(user);
    let rest = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (part: Buffer) => {
      rest = Buffer.concat([rest, part]);
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        socket.write(reply(message, (command) => respond(command, scram, answers)));
      }
    });
  });
  return listen(server);
}

/** https://www.mongodb.com/docs/manual/reference/command/hello/ */
const hello = {
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  ok: 1,
};

function respond(command: Document, scram: ReturnType<typeof authenticator>, answers: Answers): Document {
  const [name = ''] = Object.keys(command);
  if (name === 'hello' || name === 'isMaster' || name === 'ismaster') return hello;
  if (name === 'saslStart' || name === 'saslContinue') return scram.step(command);
  if (name === 'endSessions') return { ok: 1 };
  if (!scram.proven()) return { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not authorized' };
  return (
    answers(name, command) ?? {
      ok: 0,
      code: 59,
      codeName: 'CommandNotFound',
      errmsg: `no such command: ${name}`,
    }
  );
}

function reply(message: Buffer, toAnswer: (command: Document) => Document): Buffer {
  const isQuery = message.readInt32LE(12) === QUERY;
  if (!isQuery && message.readInt32LE(12) !== MESSAGE) throw new Error(`opcode ${message.readInt32LE(12)}`);
  // After the flags: the collection and two numbers, or the kind of the section.
  const at = isQuery ? message.indexOf(0, 20) + 9 : 21;
  const answer = Buffer.from(BSON.serialize(toAnswer(BSON.deserialize(message.subarray(at)))));
  const before = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) before.writeInt32LE(1, 16);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + before.length + answer.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? REPLY : MESSAGE, 12);
  return Buffer.concat([header, before, answer]);
}

/** https://datatracker.ietf.org/doc/html/rfc5802, with MongoDB's digest of the password. */
function authenticator({ username, password }: { readonly username: string; readonly password: string }) {
  const salt = Buffer.from('a salt of 16 byt');
  const digest = createHash('md5').update(`${username}:mongo:${password}`).digest('hex');
  const salted = pbkdf2Sync(digest, salt, 4096, 20, 'sha1');
  const hmac = (key: Buffer, text: string): Buffer => createHmac('sha1', key).update(text).digest();
  const clientKey = hmac(salted, 'Client Key');
  const storedKey = createHash('sha1').update(clientKey).digest();
  let first = '';
  let challenge = '';
  let proven = false;

  function step(command: Document): Document {
    const text = (command.payload as BSON.Binary).toString('utf8');
    if ('saslStart' in command) {
      if (command.mechanism !== 'SCRAM-SHA-1') return refusal;
      first = text.replace(/^n,,/, '');
      challenge = `r=${/r=(.*)$/.exec(first)?.[1]}server,s=${salt.toString('base64')},i=4096`;
      return sasl(challenge, false);
    }
    const [withoutProof = '', proof = ''] = text.split(',p=');
    const all = [first, challenge, withoutProof].join(',');
    const signature = hmac(storedKey, all);
    const expected = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
    proven = first.startsWith(`n=${username},`) && timingSafeEqual(Buffer.from(proof, 'base64'), expected);
    return proven ? sasl(`v=${hmac(hmac(salted, 'Server Key'), all).toString('base64')}`, true) : refusal;
  }
  return { step, proven: () => proven };
}

const refusal = { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' };

function sasl(payload: string, done: boolean): Document {
  return { conversationId: 1, done, payload: new BSON.Binary(Buffer.from(payload)), ok: 1 };
}
