using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FusedOpt;

/// <summary>The result of a <see cref="GradientCheck"/>.</summary>
public sealed record GradientReport
{
    private const int Shown = 20;

    /// <summary>The elements whose gradient is wrong, in the order of the parameters.</summary>
    public required IReadOnlyList<GradientDifference> Wrong { get; init; }

    /// <summary>The elements of which the finite differences do not decide: the loss has a kink there, or is not finite nearby.</summary>
    public required IReadOnlyList<GradientDifference> Undecided { get; init; }

    /// <summary>The number of elements that were compared, with the wrong and the undecided ones.</summary>
    public required int Count { get; init; }

    /// <summary>The parameters of which nothing was compared: tables with sparse gradients whose touched rows are not known.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>
    /// The one factor by which all gradients differ from the finite differences; null if there is no such factor, or fewer than two
    /// elements show one.
    /// </summary>
    public required double? Factor { get; init; }

    /// <summary>True if elements were compared and no gradient is wrong.</summary>
    public bool IsRight => Wrong.Count == 0 && Count > Undecided.Count;

    /// <summary>Throws if a gradient is wrong, or if no element was decided.</summary>
    /// <exception cref="InvalidOperationException">The check has failed; the message is that of <see cref="ToString"/>.</exception>
    public void ThrowIfWrong()
    {
        if (!IsRight)
            throw new InvalidOperationException(ToString());
    }

    /// <summary>A line on the whole, one on each of the first wrong elements, and what the reason may be.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Gradient check: {Wrong.Count} of {Count} elements are wrong");
        if (Undecided.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $", and {Undecided.Count} are undecided (a kink, or a loss that is not finite)");
        text.Append('.');
        foreach (GradientDifference difference in Wrong.Take(Shown))
            text.Append("\n  ").Append(difference);
        if (Wrong.Count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"\n  and {Wrong.Count - Shown} more");
        if (Factor is { } factor)
            text.Append('\n').Append(Reason(factor));
        if (Skipped.Count > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nNot checked: {string.Join(", ", Skipped)}. The rows of a sparse gradient are asked of ")
                .Append("GradientCheckOptions.TouchedRows.");
        }

        return text.ToString();
    }

    private static string Reason(double factor) => factor < 0 && Math.Abs(factor + 1) < 0.05
        ? "All gradients have the wrong sign: do they ascend the loss, or is the loss negated?"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"All gradients are {factor:g4} times the finite differences: is one of them a mean and the other a sum over examples, ")
            + "were gradients added up without ZeroGradients(), or do they have a loss scale (GradientCheckOptions.GradientScale)?";
}
