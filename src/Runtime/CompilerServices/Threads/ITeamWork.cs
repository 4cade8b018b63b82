namespace FusedOpt.CompilerServices;

/// <summary>Work that a <see cref="ThreadTeam"/> does, cut into parts that threads take as they come.</summary>
internal interface ITeamWork
{
    /// <summary>Does all of the work on the calling thread.</summary>
    void RunAlone();

    /// <summary>Cuts the work for a number of threads, all of them idle.</summary>
    void Cut(int threads);

    /// <summary>Takes parts until none is left.</summary>
    /// <param name="thread">The number of the calling thread, from 0.</param>
    void Run(int thread);
}
