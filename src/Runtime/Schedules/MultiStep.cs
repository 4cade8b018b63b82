using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FusedOpt.Schedules;

/// <summary>A staircase whose stairs begin at milestones: at each, the learning rate is multiplied by gamma.</summary>
/// <remarks>
/// <code>learningRate * gamma^(number of milestones that are at most step)</code>
/// <para>For recipes with fixed drops, such as a tenth after half and after three quarters of the training. The step of a milestone has the
/// lower rate already.</para>
/// <para>K. He et al.: Deep residual learning for image recognition, CVPR 2016, section 4.2.</para>
/// </remarks>
public sealed record MultiStep : ISchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">The rate of step 0; finite and at least 0.</param>
    /// <param name="milestones">The steps at which the rate changes; at least 0, each above the one before.</param>
    /// <param name="gamma">The factor on the rate at each milestone; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public MultiStep(double learningRate, ReadOnlySpan<long> milestones, double gamma = 0.1)
    {
        LearningRate = Require.Rate(learningRate);
        Milestones = Increasing(milestones);
        Gamma = Require.Positive(gamma);
    }

    /// <summary>The rate of step 0, if no milestone stands there.</summary>
    public double LearningRate { get; }

    /// <summary>The steps at which the rate changes.</summary>
    public ImmutableArray<long> Milestones { get; }

    /// <summary>The factor on the rate at each milestone.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public double GetLearningRate(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);

        // The index of a milestone, or the complement of that of the next one.
        int found = Milestones.AsSpan().BinarySearch(step);
        return Growth.Power(LearningRate, Gamma, found >= 0 ? found + 1 : ~found);
    }

    /// <summary>Returns true if the other schedule has the same rate, milestones and gamma.</summary>
    /// <param name="other">The other schedule.</param>
    public bool Equals(MultiStep? other) =>
        other is not null
            && LearningRate.Equals(other.LearningRate)
            && Gamma.Equals(other.Gamma)
            && Milestones.AsSpan().SequenceEqual(other.Milestones.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(LearningRate);
        hash.Add(Gamma);
        foreach (long milestone in Milestones)
            hash.Add(milestone);
        return hash.ToHashCode();
    }

    // The milestones themselves, where the compiler would print the name of their type.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(
            CultureInfo.CurrentCulture, $"LearningRate = {LearningRate}, Milestones = [{string.Join(", ", Milestones)}], Gamma = {Gamma}");
        return true;
    }

    private static ImmutableArray<long> Increasing(ReadOnlySpan<long> milestones)
    {
        for (int i = 0; i < milestones.Length; i++)
        {
            if (milestones[i] < 0)
                throw Require.Refused(nameof(milestones), $"milestones[{i}] is {milestones[i]}; it must be at least 0.");
            if (i > 0 && milestones[i] <= milestones[i - 1])
                throw Require.Refused(
                    nameof(milestones), $"milestones[{i}] is {milestones[i]}; it must be above milestones[{i - 1}], {milestones[i - 1]}.");
        }

        return [.. milestones];
    }
}
