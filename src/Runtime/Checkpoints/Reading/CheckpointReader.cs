using System;
using System.Linq;
using System.Threading;

namespace FusedOpt;

/// <summary>Loads a model from a checkpoint: everything is checked before anything is changed.</summary>
internal static class CheckpointReader
{
    private const int MostDifferences = 8;

    /// <summary>Loads a model.</summary>
    /// <exception cref="CheckpointException">The checkpoint is damaged or does not fit; nothing has changed.</exception>
    public static CheckpointReport Load(
        IOptimizable model, CheckpointSource source, CheckpointLoadOptions options, CancellationToken cancellation)
    {
        using (source)
        {
            try
            {
                var file = new CheckpointFile(source);
                using var hold = new ModelHold(model);
                CheckpointReport? report = null;
                hold.Run(() => report = Load(hold, file, source, options, cancellation));
                return report!;
            }
            catch (CheckpointException e) when (source.Name.Length > 0)
            {
                throw new CheckpointException(
                    $"The checkpoint {HeaderText.Quote(source.Name)} cannot be loaded. {e.Message}", e.InnerException);
            }
        }
    }

    private static CheckpointReport Load(
        ModelHold hold,
        CheckpointFile file,
        CheckpointSource source,
        CheckpointLoadOptions options,
        CancellationToken cancellation)
    {
        var fit = new FitPass(file, options);
        hold.Show(fit);
        fit.Complete();
        if (options.IsStrict && fit.Differences.Count > 0)
            throw Refuse(fit);
        file.Verify(cancellation.ThrowIfCancellationRequested);
        try
        {
            hold.Show(new LoadPass(file, fit));
        }
        catch (Exception e)
        {
            throw new CheckpointException($"{e.Message} A part of the model has been loaded: load the model anew before you use it.", e);
        }

        return new(source.Name.Length > 0 ? source.Name : null, file.UserMetadata, fit.Differences);
    }

    private static CheckpointException Refuse(FitPass fit)
    {
        int more = fit.Differences.Count - MostDifferences;
        string rest = more > 0 ? $" There are {more} more differences." : "";
        return new($"It does not fit the model. {string.Join(' ', fit.Differences.Take(MostDifferences))}{rest} Nothing has changed. If a "
            + "field or a class has changed, see Names and IsStrict.");
    }
}
