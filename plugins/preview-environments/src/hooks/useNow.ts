import { useEffect, useState } from 'react';

/** Milliseconds after which an age is written anew. */
const TICK = 30_000;

/** The present in epoch milliseconds, renewed often enough for ages in words. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}
