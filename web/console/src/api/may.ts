import { operationRoles } from './generated/roles.ts';

/** May this role call "POST /api/v1/cases"? As docs/openapi.json says; the server decides. */
export function roleMay(role: string, operation: string): boolean {
  return operationRoles[operation]?.includes(role) ?? false;
}
