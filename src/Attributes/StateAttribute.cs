using System;

namespace FusedOpt;

/// <summary>
/// Says of a state slot of an <see cref="UpdateRuleAttribute">update rule</see> what its initial value is, if not 0, and what there is one
/// value for.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StateAttribute : Attribute
{
    /// <summary>The value of every element before the first step.</summary>
    public double Initial { get; set; }

    /// <summary>
    /// The hyperparameter whose value every element has before the first step. Of the learning rate, which can change, it is the value that
    /// the parameter has in the first step.
    /// </summary>
    public string? InitialFrom { get; set; }

    /// <summary>The rate of the state: one value for each element, or for each row or column of a matrix.</summary>
    public Per Per { get; set; }
}
