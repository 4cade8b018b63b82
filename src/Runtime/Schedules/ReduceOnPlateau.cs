using System;

namespace FusedOpt.Schedules;

/// <summary>Lowers the learning rate when the reported values have ceased to get better: the one schedule with a memory.</summary>
/// <remarks>
/// <code>
/// better:  value &lt; best * (1 - threshold)     Min, Relative
///          value &lt; best - threshold           Min, Absolute
///          value > best * (1 + threshold)     Max, Relative
///          value > best + threshold           Max, Absolute
/// after more than patience reports without one, unless cooling down:
///          learningRate = max(learningRate * factor, minLearningRate), if that changes it by more than epsilon
/// </code>
/// <para>
/// Report once an epoch, most often the loss on held-out data: <c>model.LearningRate = plateau.Report(loss)</c>. The rules are those of
/// PyTorch's ReduceLROnPlateau. NaN is never better. One that begins with learning rate 1 is a factor for a schedule:
/// <c>schedule.GetLearningRate(model.StepCount) * plateau.LearningRate</c>.
/// </para>
/// </remarks>
public sealed class ReduceOnPlateau
{
    private PlateauState _state;

    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The rate to begin with; finite and at least 0.</param>
    /// <param name="factor">The factor on the rate after a plateau; above 0 and below 1.</param>
    /// <param name="patience">The number of bad reports that are borne: the next one lowers the rate; at least 0.</param>
    /// <param name="threshold">
    /// The least difference that counts as an improvement; finite and at least 0, and as a share of a loss below 1.
    /// </param>
    /// <param name="cooldown">The number of reports after a reduction that do not count as bad; at least 0.</param>
    /// <param name="minLearningRate">The rate that is not gone below; finite and at least 0.</param>
    /// <param name="epsilon">A change of the rate up to this is not made; finite and at least 0.</param>
    /// <param name="mode">The direction in which values get better.</param>
    /// <param name="thresholdMode">The unit of the threshold.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public ReduceOnPlateau(
        double learningRate,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        int cooldown = 0,
        double minLearningRate = 0,
        double epsilon = 1e-8,
        PlateauMode mode = PlateauMode.Min,
        ThresholdMode thresholdMode = ThresholdMode.Relative)
    {
        Require.Rate(learningRate);
        Factor = factor is > 0 and < 1
            ? factor
            : throw Require.Refused(nameof(factor), $"factor is {factor}; it must be above 0 and below 1.");
        Patience = Require.Count(patience);
        Threshold = Require.Rate(threshold);
        Cooldown = Require.Count(cooldown);
        MinLearningRate = Require.Rate(minLearningRate);
        Epsilon = Require.Rate(epsilon);
        Mode = Require.Defined(mode);
        ThresholdMode = Require.Defined(thresholdMode);
        if (threshold >= 1 && (mode, thresholdMode) == (PlateauMode.Min, ThresholdMode.Relative))
            throw Require.Refused(
                nameof(threshold), $"threshold is {threshold}; as a share of a loss it must be below 1, or no loss would be better.");
        _state = new(learningRate, Worst, BadReports: 0, Cooldown: 0);
    }

    /// <summary>The factor on the rate after a plateau.</summary>
    public double Factor { get; }

    /// <summary>The number of bad reports that are borne.</summary>
    public int Patience { get; }

    /// <summary>The least difference that counts as an improvement, in the unit of <see cref="ThresholdMode"/>.</summary>
    public double Threshold { get; }

    /// <summary>The number of reports after a reduction that do not count as bad.</summary>
    public int Cooldown { get; }

    /// <summary>The rate that is not gone below.</summary>
    public double MinLearningRate { get; }

    /// <summary>A change of the rate up to this is not made.</summary>
    public double Epsilon { get; }

    /// <summary>The direction in which values get better.</summary>
    public PlateauMode Mode { get; }

    /// <summary>The unit of the threshold.</summary>
    public ThresholdMode ThresholdMode { get; }

    /// <summary>The learning rate now.</summary>
    public double LearningRate => _state.LearningRate;

    /// <summary>The memory of the schedule: save it with the model, and set it when training is resumed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate or number in it is out of its range; nothing has changed.</exception>
    public PlateauState State
    {
        get => _state;
        set
        {
            Require.Rate(value.LearningRate);
            if (double.IsNaN(value.Best))
                throw Require.Refused(
                    "value.Best", $"value.Best is {value.Best}; it must be a number, and {Worst} before the first report.");
            Require.Count(value.BadReports);
            Require.Count(value.Cooldown);
            _state = value;
        }
    }

    /// <summary>Reports how training is going.</summary>
    /// <param name="value">A loss, or another measure that the mode compares; NaN is never better.</param>
    /// <returns>The learning rate from now on.</returns>
    public double Report(double value)
    {
        (double rate, double best, int bad, int cooldown) = _state;
        if (IsBetter(value, best))
            (best, bad) = (value, 0);
        else if (bad < int.MaxValue)
            bad++;

        if (cooldown > 0)
            (cooldown, bad) = (cooldown - 1, 0);

        if (bad > Patience)
        {
            double lower = Math.Max(rate * Factor, MinLearningRate);
            if (rate - lower > Epsilon)
                rate = lower;
            (cooldown, bad) = (Cooldown, 0);
        }

        _state = new(rate, best, bad, cooldown);
        return rate;
    }

    // Worse than any value.
    private double Worst => Mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;

    private bool IsBetter(double value, double best) => (Mode, ThresholdMode) switch
    {
        (PlateauMode.Min, ThresholdMode.Relative) => value < best * (1 - Threshold),
        (PlateauMode.Min, _) => value < best - Threshold,
        (_, ThresholdMode.Relative) => value > best * (1 + Threshold),
        _ => value > best + Threshold,
    };
}
