using System;
using System.ComponentModel;
using System.Globalization;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The guard between the gradients of a model and its step: it waits for micro-batches, scales, clips, and skips steps with gradients that
/// are not finite.
/// </summary>
/// <remarks>The guard looks at the whole model, with its submodels, and hands the kernels one factor on every gradient.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GradientGuard
{
    // PyTorch's, in clip_grad_norm_.
    private const double ClipEpsilon = 1e-6;

    // 2^-1042: a double this small has 32 digits.
    private const double LeastFactor = 2.121995791e-314;

    private readonly GradientMeasure? _measure;
    private readonly LossScale? _lossScale;
    private readonly bool _skipsNonFinite;
    private double _maxNorm;
    private GradientMeasure? _magnitude;

    /// <param name="maxNorm">The largest norm of all gradients; infinity for none.</param>
    /// <param name="norm">The norm to take of all gradients.</param>
    /// <param name="skipsNonFinite">True to skip a step if a gradient is not finite.</param>
    /// <param name="microBatches">The number of calls that make a step.</param>
    /// <param name="lossScale">The first factor on the loss; 0 for none.</param>
    /// <param name="growthInterval">The number of good steps after which the factor is doubled.</param>
    public GradientGuard(
        double maxNorm = double.PositiveInfinity, NormKind norm = NormKind.Euclidean, bool skipsNonFinite = false, int microBatches = 1,
        double lossScale = 0, int growthInterval = 2000)
    {
        (_maxNorm, _skipsNonFinite, MicroBatches) = (maxNorm, skipsNonFinite || lossScale > 0, microBatches);
        if (lossScale > 0)
            _lossScale = new(lossScale, growthInterval);
        if (_skipsNonFinite || !double.IsPositiveInfinity(maxNorm))
            _measure = new(norm);
    }

    /// <summary>A guard that does nothing, for models that take part in the guarded step of another model.</summary>
    public static GradientGuard Neutral { get; } = new();

    /// <summary>The largest norm of all gradients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public double MaxNorm
    {
        get => _maxNorm;
        set => _maxNorm = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Invalid max norm: {value}. It must be above 0."));
    }

    /// <summary>The norm that all gradients had at the last step, scaled but not clipped; 0 before the first.</summary>
    public double LastNorm { get; private set; }

    /// <summary>The number of steps that were skipped.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>The number of calls that make a step.</summary>
    public int MicroBatches { get; }

    /// <summary>The number of calls that have come for the next step.</summary>
    public int MicroBatch { get; private set; }

    /// <summary>True if more micro-batches are to come before a step.</summary>
    public bool IsWaiting => MicroBatch > 0;

    /// <summary>The factor that the loss is to be multiplied with before gradients are taken of it.</summary>
    public double LossScale => _lossScale?.Value ?? 1;

    /// <summary>Returns true if the last step was skipped at the smallest factor.</summary>
    public bool IsLossScaleExhausted => _lossScale?.IsExhausted ?? false;

    /// <summary>
    /// True if the guard does anything; a guard that does nothing lets the model take part in another model's guarded step.
    /// </summary>
    internal bool IsActive => _measure is not null || MicroBatches > 1;

    /// <summary>Decides whether a step is taken of a model that has been prepared, and with which factor on the gradients.</summary>
    /// <returns>False where it is not: more micro-batches are to come, or it is skipped.</returns>
    public bool TryAdmit(IOptimizable model, ref StepContext context)
    {
        if (MicroBatch + 1 < MicroBatches)
        {
            MicroBatch++;
            return false;
        }

        double scale = 1 / (LossScale * MicroBatches);
        if (_measure is not null)
        {
            ScaledNorm norm = _measure.Run(model, in context);
            LastNorm = norm.Times(scale);
            bool isGood = norm.IsFinite && !Overflows(model, in context, scale);
            double factor = Clipped(norm, scale);
            if (isGood && factor < LeastFactor && LastNorm > 0)
                throw TooFarApart(model.GetType().Name);
            _lossScale?.Note(isGood);
            if (!isGood && _skipsNonFinite)
            {
                SkippedSteps++;
                MicroBatch = 0;
                return false;
            }

            scale = factor;
        }

        MicroBatch = 0;
        context.GradientScale = scale;
        return true;
    }

    /// <summary>Returns what a checkpoint keeps of the guard.</summary>
    internal GuardRecord Record() => new(
        MaxNorm, LastNorm, SkippedSteps, MicroBatch, LossScale, _lossScale?.GoodSteps ?? 0, IsLossScaleExhausted);

    /// <summary>Returns true if a record can be one of this guard.</summary>
    internal bool Admits(GuardRecord record) =>
        record.MaxNorm > 0
        && !(record.LastNorm < 0)
        && record.SkippedSteps >= 0
        && record.MicroBatch >= 0
        && record.MicroBatch < MicroBatches
        && (_lossScale is null ? record is { LossScale: 1, GoodSteps: 0 } : _lossScale.Admits(record.LossScale, record.GoodSteps));

    /// <summary>Restores what a checkpoint keeps of the guard.</summary>
    internal void Restore(GuardRecord record)
    {
        (_maxNorm, LastNorm, SkippedSteps, MicroBatch) = (record.MaxNorm, record.LastNorm, record.SkippedSteps, record.MicroBatch);
        _lossScale?.Restore(record.LossScale, record.GoodSteps, record.IsExhausted);
    }

    // If the norm is beyond the range of doubles, the epsilon is nothing beside it, and the factor is taken of the norm as it was
    // measured.
    private double Clipped(ScaledNorm norm, double scale) =>
        double.IsPositiveInfinity(_maxNorm) ? scale
        : LastNorm == double.MaxValue ? Math.Min(norm.Divide(_maxNorm), scale)
        : scale * Math.Min(_maxNorm / (LastNorm + ClipEpsilon), 1);

    private InvalidOperationException TooFarApart(string model) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The gradients of {model} have the norm {LastNorm}, and the largest is {_maxNorm}: a double cannot hold the factor between them. "
            + $"Nothing has changed."));

    // A scale below 1 may lift finite gradients beyond the range of their type. The norm bounds all of them.
    private bool Overflows(IOptimizable model, in StepContext context, double scale) =>
        scale > 1 && LastNorm > float.MaxValue && !(_magnitude ??= new(NormKind.Infinity)).Run(model, in context, scale).IsFinite;
}
