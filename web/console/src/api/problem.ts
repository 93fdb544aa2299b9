// What the server says when it does not do what it was asked (RFC 9457), and what no answer at all is.
export interface ProblemBody { type: string; title: string; status: number; detail: string }

export const stepUpType = '/api/v1/problems/step-up';

export class Problem extends Error {
  readonly status: number;  // 0: there was no answer
  readonly type: string;
  constructor(body: ProblemBody) {
    super(body.detail);
    this.status = body.status;
    this.type = body.type;
  }
}

export function isProblemBody(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && typeof (value as ProblemBody).detail === 'string';
}

export function noAnswer(): Problem {
  return new Problem({ type: 'about:blank', title: '', status: 0, detail: '' });
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return noAnswer();
}
