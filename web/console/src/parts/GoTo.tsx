import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ElementType, ReactNode } from 'react';

const Way = Link as ElementType;

/** A way to another page of the console. Addresses of the world outside are never links: FoldedAddress. */
export function GoTo({ to, children }: { to: string; children: ReactNode }) {
  return <Anchor renderRoot={(props) => <Way to={to} {...props} />} underline="always" inherit>{children}</Anchor>;
}
