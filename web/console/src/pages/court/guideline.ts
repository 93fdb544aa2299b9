import guideline from '../../../../../data/guideline/child_exploitation.toml?raw';
import { type Offence, offencesOf } from './papers.ts';

/** The types of the sentencing guideline that the server carries. */
export const offences: readonly Offence[] = offencesOf(guideline);
