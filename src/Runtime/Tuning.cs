using System.Diagnostics;

namespace FusedOpt;

/// <summary>The tuning constants: every number that a measurement has chosen and that another machine may choose differently.</summary>
/// <remarks>
/// Each constant has its unit, the measurement behind it and the command that repeats the measurement, in docs/performance.md's order; its
/// machine is that document's. A constant without a measurement of its own has a derivation from measured numbers, and says so. Constants
/// of an algorithm, such as <see cref="Block.Length"/>, on which results depend, stay with their algorithm.
/// </remarks>
internal static class Tuning
{
    /// <summary>The fewest elements that are worth a thread, and the size of a chunk. Unit: elements.</summary>
    /// <remarks>
    /// Joining a step takes as long as updating a few thousand elements, and being kept waiting for a moment as long as many more. At 16K
    /// two threads were 1.2 times as fast as one on a quiet machine, and slower on a busy one. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --full --filter "16K"</c>.
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
    /// A thread that passes over another thread's array reads its length, which lies next to elements that the other thread has just
    /// written. That takes about as long as updating 512 elements. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --full --filter "1,000 x 64"</c>, the column threads.
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
    /// No measurement of other sizes is recorded: it is derived from <see cref="LeastPerThread"/>. At 0.27 ns an element, Lamb's two sweeps
    /// over a piece take 9 microseconds, beside which taking a piece, one interlocked operation of some tens of nanoseconds, is below 1 %.
    /// A thread waits for the end of a sweep at most as long as one piece takes another thread. With this size Lamb takes 0.55 of its time
    /// on two threads at 64K, where each has one piece, and 0.58 at 1M. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --full --filter "Lamb"</c>, the column threads.
    /// </remarks>
    public const int CooperativePiece = LeastPerThread;

    /// <summary>The fewest elements of a step that wakes a sleeping thread at any time. Unit: elements.</summary>
    /// <remarks>
    /// Waking a thread costs 10 to 60 microseconds, and the thread comes after 30, or after milliseconds; a step of 64K takes 8. From this
    /// size on a step takes longer than waking. Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "64K"</c>, the
    /// column threads.
    /// </remarks>
    public const int WorthWaking = 512 * 1024;

    /// <summary>
    /// The rest of steps from other threads, as a multiple of the time lost, so that a sixteenth of the time is lost at most. Unit: 1.
    /// </summary>
    /// <remarks>
    /// With a load of 11 on two processors, steps of 64K that might be helped took 1.01 to 1.05 times as long as steps on one thread.
    /// Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "64K"</c> beside other work.
    /// </remarks>
    public const int BackoffOfSharing = 16;

    /// <summary>The rest of short steps from waking threads, as a multiple of the time lost. Unit: 1.</summary>
    /// <remarks>
    /// Longer than <see cref="BackoffOfSharing"/>: short steps lose time whenever they wake a thread, and win while the thread stays awake.
    /// Repeat: as for <see cref="BackoffOfSharing"/>.
    /// </remarks>
    public const int BackoffOfWaking = 64;

    /// <summary>The share of a step's time by which a shared step may be slower by chance. Unit: 1.</summary>
    /// <remarks>
    /// Not measured by itself: it is derived. While another program comes and goes, the medians at 64K are 0.6 to 1.05 of the time on one
    /// thread, instead of 0.55. A shared step of 64K, 8 microseconds alone, counts as slower from 8 + 2 + 2 = 12 microseconds on, with
    /// <see cref="LossByChance"/>: 1.5 times the time alone, well above those medians. An interruption of 40 microseconds is seen in steps
    /// of up to 150 microseconds, one of a millisecond in steps of up to 4 milliseconds. The effect shows in steps beside other work.
    /// Repeat: as for <see cref="BackoffOfSharing"/>.
    /// </remarks>
    public const double ChanceOfLoss = 0.25;

    /// <summary>The number of polls of a waiting thread before it yields its processor. Unit: polls.</summary>
    /// <remarks>
    /// Not measured by itself: it is derived from the costs of its parts. A poll is a read and a pause of .NET's. On two busy cores of an
    /// Intel Xeon the pause took 54 nanoseconds, and a yield 240: a thread yields after 54 microseconds. The work that another thread has
    /// begun, 32K elements at 0.13 to 0.71 nanoseconds, is over within 4 to 23 microseconds, unless that thread has been interrupted, which
    /// costs 40 microseconds to milliseconds. So a wait for a thread that works never yields, and a wait for an interrupted one does.
    /// Repeat the cost of a poll: <c>dotnet run -c Release --project benchmarks -- --fine --filter Poll</c>; the effect shows in
    /// <c>--full --filter "Lamb, 64K"</c>, the column threads.
    /// </remarks>
    public const int PollsBeforeYield = 1000;

    /// <summary>The number of polls of an idle thread between two looks at the clock. Unit: polls.</summary>
    /// <remarks>
    /// Not measured by itself: it is derived from the costs of its parts. A look at the clock takes 20 to 30 nanoseconds, and 16 polls of
    /// 54 nanoseconds 0.9 microseconds: looking takes 3 % of the time, and an idle thread sleeps at most 2 % of <see cref="IdleSpin"/> too
    /// late. Repeat: as for <see cref="PollsBeforeYield"/>.
    /// </remarks>
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
    /// Values that fit the second-level cache are loaded in less time than they are computed again. Lamb keeps the update, which takes 2
    /// cycles for 16 elements then instead of 7.5. Repeat: <c>dotnet run -c Release --project benchmarks -- --full --filter "Lamb"</c>.
    /// </remarks>
    public const int MostIntermediate = 256 * 1024;

    /// <summary>The number of rows ahead that a step prefetches. Unit: rows.</summary>
    /// <remarks>
    /// Over rows of 64 floats in tables larger than the caches, a step takes half to two thirds of its time without prefetching; in the
    /// caches, as long as without. Repeat: <c>dotnet run -c Release --project benchmarks -- --rows</c>.
    /// </remarks>
    public const int RowsAhead = 4;

    /// <summary>
    /// The most bytes of a row that a step prefetches: the processor itself prefetches the rest of a long row. Unit: bytes.
    /// </summary>
    /// <remarks>Repeat: as for <see cref="RowsAhead"/>.</remarks>
    public const int MostPrefetched = 512;

    /// <summary>
    /// The most comparisons of the places of arrays in one step while the garbage collector moves arrays. Unit: comparisons.
    /// </summary>
    /// <remarks>
    /// A collection spoils a comparison. A step does not wait for more collections in a row than this many: the next step compares again.
    /// No measurement: a bound.
    /// </remarks>
    public const int MemoryChecks = 16;

    /// <summary>The number of terms after which the sums of a product go through memory. Unit: terms.</summary>
    /// <remarks>
    /// A panel of so many rows, 192 KB of floats in 512 bits, is read from the second-level cache as fast as it is used. At 1024 x 1024 x
    /// 1024, a block of 1024 gave 200 GFLOP/s, one of 512 gave 189, and one of 256 gave 178. Repeat:
    /// <c>dotnet run -c Release --project benchmarks -- --products</c>.
    /// </remarks>
    public const nuint MatMulDepth = 1024;

    /// <summary>The number of such terms for a transposed left factor, which is packed besides. Unit: terms.</summary>
    /// <remarks>Repeat: as for <see cref="MatMulDepth"/>.</remarks>
    public const nuint MatMulDepthOfTransposed = 512;

    /// <summary>The fewest rows and terms for which a transposed left factor is packed in any case. Unit: rows, or terms.</summary>
    /// <remarks>
    /// Packing raises 512 x 512 x 512 to 1024 x 1024 x 1024 from between 130 and 170 to between 140 and 185 GFLOP/s on Zen 5. Repeat: as
    /// for
    /// <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint LeastPackedRows = 256;

    /// <summary>The fewest columns of a result for which a transposed left factor is packed. Unit: columns.</summary>
    /// <remarks>
    /// Each packed element is used once for every panel; below, packing takes more than a twentieth of the time. Repeat: as for
    /// <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint LeastColumnsOfPackedTiles = 64;

    /// <summary>The lines at one place of a page that the first-level cache keeps. Unit: lines.</summary>
    /// <remarks>
    /// The associativity of the cache, 8 to 12 on current processors. At 128 x 784 x 512, whose left factor has rows of 2 KB, packing it
    /// raises the product from 55 to 73 GFLOP/s on Zen 3. Repeat: as for <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint LinesOfOnePlace = 8;

    /// <summary>The pages that a loop can use in turn. Unit: pages.</summary>
    /// <remarks>
    /// The first-level table of addresses, 64 entries on Zen 3 and 96 on Zen 5. At 128 x 784 x 512, a packed right factor raises the
    /// product from 58 to 75 GFLOP/s on Zen 3. Repeat: as for <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint PagesAtOnce = 64;

    /// <summary>
    /// The most rows of a transposed left factor that are packed, and of a product that is transposed, at once. Unit: rows.
    /// </summary>
    /// <remarks>
    /// With <see cref="MatMulDepthOfTransposed"/> terms, a megabyte of floats: the second-level cache. Repeat: as for
    /// <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint PackedRows = 512;

    /// <summary>The fewest rows of a result for which a panel of a right factor that is not transposed is packed. Unit: rows.</summary>
    /// <remarks>
    /// Packing costs as much as it gains at 128 to 256 rows; at 32, the product as it stands gave 197 GFLOP/s and a packed one 170. Repeat:
    /// as for <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint LeastRowsOfPanel = 192;

    /// <summary>
    /// The fewest such rows for a right factor whose rows share a place in the cache, or are on too many pages. Unit: rows.
    /// </summary>
    /// <remarks>
    /// Rows a page apart, on Zen 5: at 32 rows 145 GFLOP/s instead of 129, at 128 rows 189 instead of 158. Repeat: as for
    /// <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint LeastRowsOfScatteredPanel = 32;

    /// <summary>The most rows of a product with a transposed right factor that is transposed in registers. Unit: rows.</summary>
    /// <remarks>
    /// For one row 45 GFLOP/s instead of 22 with a packed panel, for four 104 instead of 67, for eight 94 instead of 89. Repeat: as for
    /// <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint FewRows = 8;

    /// <summary>The most terms of a product with a transposed left factor that goes over the result once. Unit: terms.</summary>
    /// <remarks>
    /// For one term 67 GFLOP/s instead of 36 by tiles; for four, tiles are as fast. Repeat: as for <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint FewTerms = 2;

    /// <summary>The fewest terms of a tile during which the result of the next one is prefetched. Unit: terms.</summary>
    /// <remarks>
    /// Rows of a result are far apart, and a chain begins with what is there. At 512 x 512 x 512, products took 0.96 of their time on Zen
    /// 3; short tiles are over before the lines have come. Repeat: as for <see cref="MatMulDepth"/>.
    /// </remarks>
    public const nuint LeastTermsToPrefetch = 64;

    /// <summary>The products that take as long as a step takes for one element. Unit: products of two numbers per element.</summary>
    /// <remarks>
    /// A step takes 0.12 to 0.2 nanoseconds for an element, a product 0.01 to 0.025. Repeat: as for <see cref="MatMulDepth"/>.
    /// </remarks>
    public const int ProductsPerElement = 8;

    /// <summary>The time that an idle thread spins before it sleeps: 50 microseconds. Unit: ticks of <see cref="Stopwatch"/>.</summary>
    /// <remarks>
    /// Longer than the time between steps that follow one another at once, and about as long as waking takes. Repeat: as for
    /// <see cref="WorthWaking"/>.
    /// </remarks>
    public static readonly long IdleSpin = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// The time that an idle thread spins on the processor of the thread it is to help: 10 milliseconds. Unit: ticks of
    /// <see cref="Stopwatch"/>.
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
