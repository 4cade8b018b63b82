namespace FusedOpt.CompilerServices;

/// <summary>The step of a model that has been prepared, as work of the team.</summary>
internal sealed class StepWork : ITeamWork
{
    // Whoever has the team has this instance, too.
    private static readonly StepWork s_work = new();

    private readonly WorkPartition _partition = new();
    private IOptimizable? _model;
    private StepContext _context;

    /// <summary>Updates, or measures, a model on several threads.</summary>
    /// <returns>False if nothing has been done: the step is not worth a second thread, or the team is busy.</returns>
    public static bool TryRun(IOptimizable model, in StepContext context)
    {
        int threads = ThreadTeam.CountThreads(context.Elements);
        if (threads == 1 || !ThreadTeam.TryTake(out ThreadTeam? team))
            return false;
        try
        {
            (s_work._model, s_work._context) = (model, context);
            ref SerialCostEstimate serialCost = ref context.Measure is { } measure
                ? ref measure.SerialCost
                : ref model.StepState.SerialCost;
            team.Run(s_work, context.Elements, threads, ref serialCost);
            return true;
        }
        finally
        {
            // The team outlives every model: it must not keep one alive.
            (s_work._model, s_work._context) = (null, default);
            team.GiveBack();
        }
    }

    /// <inheritdoc/>
    public void RunAlone() => WorkPartition.Apply(_model!, _context);

    /// <inheritdoc/>
    public void Cut(int threads) => _partition.Cut(_context.Elements, threads);

    /// <inheritdoc/>
    public void Run(int thread) => _partition.Apply(_model!, in _context, thread);
}
