using System;

namespace FusedOpt;

/// <summary>Gives a state slot of an <see cref="UpdateRuleAttribute">update rule</see> an initial value other than 0.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StateAttribute : Attribute
{
    /// <summary>The value of every element before the first step.</summary>
    public double Initial { get; set; }

    /// <summary>The hyperparameter whose value every element has before the first step.</summary>
    public string? InitialFrom { get; set; }
}
