// What a case needs next, of what its view shows. In the order of the work: agreement, footage, places, requests,
// proof, end. The ladder's own dates stand beside it.
import type { Schema } from '../../api/client.ts';

export type Next = 'reopen_or_leave' | 'wake' | 'ask_consent' | 'register' | 'confirm_drafts' | 'ask_removal' | 'look_at_refusals' | 'wait_for_answers' | 'wait_for_proof' | 'look_for_places' | 'close';

export function nextAction(view: Schema<'CaseView'>): Next {
  const { case: one, footage, sightings, requests } = view;
  if (one.state === 'closed' || one.state === 'forgotten') return 'reopen_or_leave';
  if (one.state === 'resting') return 'wake';
  if (!one.consent.removal) return 'ask_consent';
  if (!footage.some((piece) => piece.state !== 'withdrawn')) return 'register';
  if (requests.some((request) => request.state === 'drafted')) return 'confirm_drafts';
  const live = sightings.filter((sighting) => sighting.state === 'live');
  const asked = new Set(requests.map((request) => request.sighting));
  if (live.some((sighting) => !asked.has(sighting.id))) return 'ask_removal';
  if (requests.some((request) => request.state === 'refused' || request.state === 'overdue') && live.length > 0) return 'look_at_refusals';
  if (requests.some((request) => ['confirmed', 'sent', 'acknowledged'].includes(request.state))) return 'wait_for_answers';
  if (requests.some((request) => request.state === 'removed')) return 'wait_for_proof';
  return sightings.length === 0 ? 'look_for_places' : 'close';
}
