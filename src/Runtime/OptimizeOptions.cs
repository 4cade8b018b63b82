using System;
using System.Threading;

namespace FusedOpt;

/// <summary>Settings for all models of a process.</summary>
public static class OptimizeOptions
{
    private static int s_maxDegreeOfParallelism = -1;

    /// <summary>The largest number of threads that work on one step: at least 1, or -1 (the default) for one for each processor.</summary>
    /// <remarks>
    /// A step uses more than one thread if a model has 65,536 elements or more, counted over all its parameters and those of its submodels,
    /// and its arrays have 512 or more on average; in an arena they are one array. The results of a step have the same bits for every
    /// number of threads. Several models can be stepped on several threads at once; only one of these models at a time is given more than
    /// its own thread. On a platform without threads, such as a browser, the value has no effect.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    public static int MaxDegreeOfParallelism
    {
        get => Volatile.Read(ref s_maxDegreeOfParallelism);
        set
        {
            if (value is 0 or < -1)
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, "The number of threads must be at least 1, or -1 for one for each processor.");
            Volatile.Write(ref s_maxDegreeOfParallelism, value);
        }
    }
}
