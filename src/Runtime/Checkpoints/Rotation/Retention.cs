using System.Collections.Generic;
using System.Linq;

namespace FusedOpt;

/// <summary>Decides which checkpoints a directory keeps.</summary>
internal static class Retention
{
    /// <summary>Returns the files with a metric, the best first. NaN is never good; of equal metrics the earlier is better.</summary>
    public static IEnumerable<StepFile> OrderByMetric(IEnumerable<StepFile> files, MetricMode mode) =>
        from file in files
        where file is { Metric: { } metric, Damage: null } && !double.IsNaN(metric)
        orderby mode == MetricMode.Min ? file.Metric : -file.Metric, file.Step
        select file;

    /// <summary>Returns the files that are to be deleted after a save, the oldest first.</summary>
    /// <remarks>
    /// Files of later steps are never deleted: they belong to a training that went further, and the one that runs now may be a mistake.
    /// Damaged files do not count, or there could be fewer that can be loaded than the user has asked for. Files that cannot be read now
    /// count neither, and stay: one of them may be the best.
    /// </remarks>
    /// <param name="files">All files.</param>
    /// <param name="saved">The step that has been saved.</param>
    /// <param name="options">The numbers of files to keep.</param>
    public static IEnumerable<StepFile> FindSuperseded(IReadOnlyCollection<StepFile> files, long saved, CheckpointDirectoryOptions options)
    {
        HashSet<StepFile> kept =
        [
            .. files
                .Where(f => f is { Damage: null, Failure: null } && f.Step <= saved)
                .OrderByDescending(f => f.Step)
                .Take(options.KeepLast),
            .. OrderByMetric(files, options.Mode).Take(options.KeepBest),
        ];
        return files.Where(f => f.Step < saved && f.Failure is null && !kept.Contains(f)).OrderBy(f => f.Step);
    }
}
