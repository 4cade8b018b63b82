using System;

namespace FusedOpt;

/// <summary>
/// The values that a hyperparameter of an <see cref="UpdateRuleAttribute">update rule</see> may have. NaN is in no range.
/// </summary>
/// <param name="interval">
/// An interval in mathematical notation, for example <c>"[0, 1)"</c> for 0 &lt;= x &lt; 1, or <c>"[0, inf]"</c>.
/// </param>
/// <example><code>[Interval("[0, 1)")] double beta = 0.9</code></example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IntervalAttribute(string interval) : Attribute
{
    /// <summary>The interval.</summary>
    public string Interval { get; } = interval;

    /// <summary>
    /// The error message for a value outside of the interval; the value follows after a colon.
    /// "Invalid <c>name_in_snake_case</c> value" if this property is not set, which is PyTorch's wording.
    /// </summary>
    public string? Message { get; set; }
}
