using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>A piece of work that threads can join while it is open.</summary>
/// <remarks>The number of the region, whether it is open and how many threads have joined change together, in one word.</remarks>
internal struct ParallelRegion
{
    private const long Open = 1 << 15;
    private const int NumberShift = 16;

    private long _state;

    /// <summary>The number of the last region, from 1.</summary>
    public long Number => Volatile.Read(ref _state) >> NumberShift;

    /// <summary>Opens the next region.</summary>
    public void Begin() => Interlocked.Exchange(ref _state, ((Number + 1) << NumberShift) | Open);

    /// <summary>Joins a region.</summary>
    /// <returns>The number of this thread among those that have joined, from 1; 0 if the region is closed or full.</returns>
    public int Join(long number, int most)
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            int joined = (int)(state & (Open - 1));
            if (state >> NumberShift != number || (state & Open) == 0 || joined == most)
                return 0;
            if (Interlocked.CompareExchange(ref _state, state + 1, state) == state)
                return joined + 1;
        }
    }

    /// <summary>Lets no more threads join.</summary>
    /// <returns>The number of threads that have joined.</returns>
    public int Close() => (int)(Interlocked.And(ref _state, ~Open) & (Open - 1));
}
