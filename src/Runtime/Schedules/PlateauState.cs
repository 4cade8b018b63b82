namespace FusedOpt.Schedules;

/// <summary>The memory of a <see cref="ReduceOnPlateau"/>: all that a resumed training needs of the schedule.</summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Best">The best value so far: infinite, on the bad side, before the first.</param>
/// <param name="BadReports">The number of reports since then that were no better.</param>
/// <param name="Cooldown">The number of coming reports that will not count as bad.</param>
public readonly record struct PlateauState(double LearningRate, double Best, int BadReports, int Cooldown);
