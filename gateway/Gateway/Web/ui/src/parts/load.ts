import { useEffect, useState } from 'preact/hooks'
import { ApiError, get } from '../api'

/** What a path answers, asked again every so often; null until it has answered once. */
export function useLoad<T>(path: string | null, everyMs = 0): { data: T | null; error: string | null; status: number; again: () => void } {
  const [data, setData] = useState<T | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [status, setStatus] = useState(0)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (path === null) return
    const stop = new AbortController()
    const ask = (): void => {
      get<T>(path, stop.signal)
        .then(answer => {
          setData(answer)
          setError(null)
        })
        .catch((fault: unknown) => {
          if (stop.signal.aborted) return
          setStatus(fault instanceof ApiError ? fault.status : 0)
          setError(fault instanceof Error ? fault.message : String(fault))
        })
    }
    ask()
    const timer = everyMs > 0 ? setInterval(ask, everyMs) : 0
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [path, everyMs, turn])
  useEffect(() => setData(null), [path])
  return { data, error, status, again: () => setTurn(turn + 1) }
}
