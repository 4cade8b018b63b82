using System.Diagnostics;

namespace FusedOpt;

/// <summary>The tuning constants: every number that a measurement has chosen and that another machine may choose differently.</summary>
/// <remarks>
/// Each has its unit, the measurement behind it and the command that repeats the measurement, in docs/performance.md's order. Constants of
/// an algorithm, such as <see cref="Block.Length"/>, on which results depend, stay with their algorithm.
/// </remarks>
internal static class Tuning
{
    /// <summary>The fewest elements that are worth a thread, and the size of a chunk. Unit: elements.</summary>
    /// <remarks>
    /// To join a step takes as long as to update a few thousand elements, and to be kept waiting for a moment as long as many more. At 16K
    /// two threads were 1.2 times as fast as one on a quiet machine, and slower on a busy one. Repeat: <c>dotnet run -c Release --project
    /// benchmarks -- --full --filter "16K"</c>.
    /// </remarks>
    public const int LeastPerThread = 32 * 1024;

    /// <summary>The most chunks that each thread's range is cut into. Unit: chunks.</summary>
    /// <remarks>
    /// Smaller chunks would even out more, and cost a traversal of the model for each chunk that another thread steals. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --full --filter "16M"</c>, the column threads.
    /// </remarks>
    public const int MostChunksPerThread = 32;

    /// <summary>The fewest elements that an array must have on average for a step to be shared. Unit: elements per array.</summary>
    /// <remarks>
    /// To pass over another thread's array means to read its length, next to elements that the other thread has just written: about what it
    /// takes to update 512 elements. Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "1,000 x 64"</c>, the column
    /// threads.
    /// </remarks>
    public const int LeastPerArray = 512;

    /// <summary>The fewest elements of a parameter whose sweeps several threads share. Unit: elements.</summary>
    /// <remarks>
    /// Two pieces, one for each of two threads. Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "Lamb, 64K"</c>.
    /// </remarks>
    public const int LeastCooperative = 2 * LeastPerThread;

    /// <summary>
    /// The size of a piece of a cooperative sweep. A power of two of blocks, so that a piece's sum is a node of the tree over all blocks.
    /// Unit: elements.
    /// </summary>
    /// <remarks>
    /// What is worth a thread is worth a piece: see <see cref="LeastPerThread"/>. Repeat: <c>dotnet run -c Release --project benchmarks --
    /// --full --filter "Lamb"</c>.
    /// </remarks>
    public const int CooperativePiece = LeastPerThread;

    /// <summary>The fewest elements of a step that wakes a sleeping thread at any time. Unit: elements.</summary>
    /// <remarks>
    /// To wake a thread costs 10 to 60 microseconds, and the thread comes after 30, or after milliseconds; a step of 64K takes 8. From this
    /// size on a step takes longer than waking. Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "64K"</c>, the
    /// column threads.
    /// </remarks>
    public const int WorthWaking = 512 * 1024;

    /// <summary>
    /// How many times the lost time steps do without other threads, so that a sixteenth of the time is lost at most. Unit: 1.
    /// </summary>
    /// <remarks>
    /// With a load of 11 on two processors, steps of 64K that might be helped took 1.01 to 1.05 times as long as steps on one thread.
    /// Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "64K"</c> beside other work.
    /// </remarks>
    public const int BackoffOfSharing = 16;

    /// <summary>How many times the lost time short steps wake no thread. Unit: 1.</summary>
    /// <remarks>
    /// Longer than <see cref="BackoffOfSharing"/>: short steps lose time whenever they wake a thread, and win while it stays awake. Repeat:
    /// as for that.
    /// </remarks>
    public const int BackoffOfWaking = 64;

    /// <summary>The share of a step's time by which a shared step may be slower by chance. Unit: 1.</summary>
    /// <remarks>
    /// Medians at 64K scatter by this much while another program comes and goes. Repeat: as for <see cref="BackoffOfSharing"/>.
    /// </remarks>
    public const double ChanceOfLoss = 0.25;

    /// <summary>How many times a waiting thread polls before it yields its processor. Unit: polls of a few nanoseconds.</summary>
    /// <remarks>
    /// What another thread has begun is over within microseconds, unless that thread has been interrupted. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --full --filter "Lamb, 64K"</c>, the column threads.
    /// </remarks>
    public const int PollsBeforeYield = 1000;

    /// <summary>How many times an idle thread polls between two looks at the clock. Unit: polls.</summary>
    /// <remarks>A look at the clock takes 20 to 30 nanoseconds. Repeat: as for <see cref="PollsBeforeYield"/>.</remarks>
    public const int PollsPerLook = 16;

    /// <summary>The fewest bytes of short states that are made in memory that never moves. Unit: bytes.</summary>
    /// <remarks>
    /// Placed states take a fourth more memory at most. A loop over a thousand arrays takes 1.24 to 1.34 times as long as over one tensor
    /// with states in one piece, and 1.49 to 1.57 times with states in arrays of their own. Repeat: <c>dotnet run -c Release --project
    /// benchmarks -- --full --filter "1,000 x 64"</c>.
    /// </remarks>
    public const int LeastPinned = 4 * Offsets.Page;

    /// <summary>The fewest bytes of a state that is placed within its page. Unit: bytes.</summary>
    /// <remarks>
    /// Loads and stores at close offsets within a page hinder each other; a placed state is longer by a sixteenth at most. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --full --filter "Adam, 16K"</c>, the columns FusedOpt and in place.
    /// </remarks>
    public const int LeastPlaced = 16 * Offsets.Page;

    /// <summary>The most elements of an intermediate that is kept from one sweep to the next. Unit: elements; 1 MB of floats.</summary>
    /// <remarks>
    /// What fits the second-level cache is quicker to load than to compute again. Lamb keeps the update, which takes 2 cycles for 16
    /// elements then. Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "Lamb"</c>.
    /// </remarks>
    public const int MostIntermediate = 256 * 1024;

    /// <summary>How many rows ahead a step prefetches. Unit: rows.</summary>
    /// <remarks>
    /// Over rows of 64 floats in tables larger than the caches, a step takes half to two thirds of its time without prefetching; in the
    /// caches, the same. Repeat: <c>dotnet run -c Release --project benchmarks -- --rows</c>.
    /// </remarks>
    public const int RowsAhead = 4;

    /// <summary>The most bytes of a row that a step prefetches: the processor guesses what follows in a long row. Unit: bytes.</summary>
    /// <remarks>Repeat: as for <see cref="RowsAhead"/>.</remarks>
    public const int MostPrefetched = 512;

    /// <summary>
    /// How often places of arrays are compared anew in one step while the garbage collector moves arrays. Unit: comparisons.
    /// </summary>
    /// <remarks>
    /// A collection spoils a comparison. More in a row than this many are not to be waited for: the next step looks again. No measurement:
    /// a bound.
    /// </remarks>
    public const int MemoryChecks = 16;

    /// <summary>How long an idle thread spins before it sleeps: 50 microseconds. Unit: ticks of <see cref="Stopwatch"/>.</summary>
    /// <remarks>
    /// Longer than between steps that follow one another at once, and about as long as waking takes: see <see cref="WorthWaking"/>. Repeat:
    /// as for that.
    /// </remarks>
    public static readonly long IdleSpin = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// How long an idle thread spins on the processor of the thread it is to help: 10 milliseconds. Unit: ticks of <see cref="Stopwatch"/>.
    /// </summary>
    /// <remarks>Schedulers look for idle processors every few milliseconds. Repeat: as for <see cref="WorthWaking"/>.</remarks>
    public static readonly long IdleSpinInTheWay = Stopwatch.Frequency / 100;

    /// <summary>The most time won before that makes up for lost time: half a millisecond. Unit: ticks of <see cref="Stopwatch"/>.</summary>
    /// <remarks>Repeat: as for <see cref="BackoffOfSharing"/>.</remarks>
    public static readonly double MostWon = Stopwatch.Frequency / 2000.0;

    /// <summary>
    /// The time by which a shared step may always be slower by chance: 2 microseconds. Unit: ticks of <see cref="Stopwatch"/>.
    /// </summary>
    /// <remarks>Repeat: as for <see cref="BackoffOfSharing"/>.</remarks>
    public static readonly long LossByChance = Stopwatch.Frequency / 500_000;

    /// <summary>The longest rest: a second. Unit: ticks of <see cref="Stopwatch"/>.</summary>
    /// <remarks>
    /// A step during which a computer sleeps, or a debugger holds it, tells nothing of those to come. No measurement: a bound.
    /// </remarks>
    public static readonly long LongestRest = Stopwatch.Frequency;
}
