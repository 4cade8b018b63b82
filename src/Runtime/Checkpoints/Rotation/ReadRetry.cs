using System.Threading;

namespace FusedOpt;

/// <summary>Waits for other programs that have a file open for themselves for a moment: virus scanners, backups, copies.</summary>
internal static class ReadRetry
{
    // In milliseconds, 1.5 seconds in all: a scan of a file takes a fraction of a second, and longer than this no call should wait.
    private static readonly int[] Waits = [50, 100, 200, 400, 750];

    /// <summary>Waits before another attempt. Returns false if there have been enough.</summary>
    /// <param name="attempt">The number of attempts that have failed before the last one.</param>
    public static bool TryWait(int attempt)
    {
        if (attempt >= Waits.Length)
            return false;
        Thread.Sleep(Waits[attempt]);
        return true;
    }
}
