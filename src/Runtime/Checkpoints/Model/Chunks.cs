using System;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace FusedOpt;

/// <summary>Goes over the bytes of a tensor in chunks, on several threads if there are many.</summary>
internal static class Chunks
{
    /// <summary>The number of bytes of a chunk. Files are written faster in chunks of this length than in shorter ones.</summary>
    public const int Length = 1 << 20;

    // Below, a thread that joins takes as long as it saves.
    private const int LeastParallel = 4;

    /// <summary>Returns the number of chunks; the last may be shorter.</summary>
    /// <param name="length">The number of bytes.</param>
    public static int Count(long length) => (int)((length + Length - 1) / Length);

    /// <summary>Returns true if there are so many chunks that several threads pay.</summary>
    /// <param name="length">The number of bytes.</param>
    public static bool AreMany(long length) => Count(length) >= LeastParallel && OptimizeOptions.MaxDegreeOfParallelism != 1;

    /// <summary>Calls the body with the number, the offset and the number of bytes of each chunk.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="isParallel">True if several threads may call the body at once.</param>
    /// <param name="body">The body.</param>
    public static void Run(long length, bool isParallel, Action<int, long, int> body)
    {
        int count = Count(length);
        if (isParallel && AreMany(length))
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
