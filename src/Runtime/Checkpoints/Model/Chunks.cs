using System;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace FusedOpt;

/// <summary>Goes over the bytes of a tensor in chunks, on several threads if there are many.</summary>
internal static class Chunks
{
    /// <summary>The number of bytes of a chunk: they stay in the second-level cache from one use to the next.</summary>
    public const int Length = 1 << 18;

    // Below, a thread that joins takes as long as it saves.
    private const int LeastParallel = 16;

    /// <summary>Returns the number of chunks; the last may be shorter.</summary>
    /// <param name="length">The number of bytes.</param>
    public static int Count(long length) => (int)((length + Length - 1) / Length);

    /// <summary>Calls the body with the number, the offset and the number of bytes of each chunk.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="isParallel">True if several threads may call the body at once.</param>
    /// <param name="body">The body.</param>
    public static void Run(long length, bool isParallel, Action<int, long, int> body)
    {
        int count = Count(length);
        if (isParallel && count >= LeastParallel && OptimizeOptions.MaxDegreeOfParallelism != 1)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = OptimizeOptions.MaxDegreeOfParallelism };
            try
            {
                Parallel.For(0, count, options, Call);
            }
            catch (AggregateException e)
            {
                // One failure is enough: the others are those of the same file.
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            }

            return;
        }

        for (int i = 0; i < count; i++)
            Call(i);

        void Call(int i) => body(i, (long)i * Length, (int)Math.Min(Length, length - ((long)i * Length)));
    }
}
