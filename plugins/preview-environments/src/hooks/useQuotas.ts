import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Quota } from '@previewenv/plugin-preview-environments-common';
import { previewEnvironmentsApiRef } from '../api';
import {
  type ForAdministrators,
  useForAdministrators,
} from './useForAdministrators';

/** How many requests code hosts still allow, by account. */
export function useQuotas(): {
  quotas: ForAdministrators<Quota[]>;
  refresh: () => void;
} {
  const api = useApi(previewEnvironmentsApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => (await api.listQuotas({ signal })).items,
    [api],
  );
  const { resource, refresh } = useForAdministrators(load);
  return { quotas: resource, refresh };
}
