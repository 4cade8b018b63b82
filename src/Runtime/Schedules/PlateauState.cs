using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FusedOpt.Schedules;

/// <summary>The memory of a <see cref="ReduceOnPlateau"/>: all that a resumed training needs of the schedule.</summary>
/// <remarks>As text, in the metadata of a checkpoint, it is its four numbers with spaces between them.</remarks>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Best">The best value so far: infinite, on the bad side, before the first.</param>
/// <param name="BadReports">The number of reports since then that were no better.</param>
/// <param name="Cooldown">The number of coming reports that will not count as bad.</param>
public readonly record struct PlateauState(double LearningRate, double Best, int BadReports, int Cooldown) : IParsable<PlateauState>
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Of no effect: the text is the same in every culture.</param>
    /// <exception cref="FormatException">The text is not that of a state.</exception>
    public static PlateauState Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out PlateauState state) ? state : throw new FormatException($"'{s}' is not the memory of a ReduceOnPlateau.");

    /// <summary>Reads what <see cref="ToString"/> writes; returns false if the text is not that of a state.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Of no effect: the text is the same in every culture.</param>
    /// <param name="result">The state.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PlateauState result)
    {
        result = default;
        if (s?.Split(' ') is not [string rate, string best, string bad, string cooldown]
            || !double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out double learningRate)
            || !double.TryParse(best, NumberStyles.Float, CultureInfo.InvariantCulture, out double bestValue)
            || !int.TryParse(bad, NumberStyles.None, CultureInfo.InvariantCulture, out int badReports)
            || !int.TryParse(cooldown, NumberStyles.None, CultureInfo.InvariantCulture, out int cooldownReports))
            return false;
        result = new(learningRate, bestValue, badReports, cooldownReports);
        return true;
    }

    /// <summary>Returns the four numbers, in the invariant culture and with all digits.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{LearningRate:R} {Best:R} {BadReports} {Cooldown}");
}
