using System;

namespace FusedOpt;

/// <summary>Sets a hyperparameter by the name it has in the rule: for a class, or for one of its parameters.</summary>
/// <remarks>Meant for rules of your own whose hyperparameters are not properties of <see cref="OptimizeAttribute"/>.</remarks>
/// <example>
/// <code>
/// [Optimize(typeof(SignMomentum)), Hyperparameter("sharpness", 0.5)]
/// [Transform(typeof(Soften)), Hyperparameter("scale", 2.0, Of = typeof(Soften))]
/// </code>
/// </example>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Field | AttributeTargets.Property,
    AllowMultiple = true,
    Inherited = false)]
public sealed class HyperparameterAttribute : Attribute
{
    /// <summary>Sets a number.</summary>
    /// <param name="name">The parameter of the rule's <c>Update</c>.</param>
    /// <param name="value">The value of the hyperparameter.</param>
    public HyperparameterAttribute(string name, double value) => (Name, Value) = (name, value);

    /// <summary>Sets a whole number.</summary>
    /// <inheritdoc cref="HyperparameterAttribute(string, double)"/>
    public HyperparameterAttribute(string name, long value) => (Name, Value) = (name, value);

    /// <summary>Sets a switch.</summary>
    /// <inheritdoc cref="HyperparameterAttribute(string, double)"/>
    public HyperparameterAttribute(string name, bool value) => (Name, Value) = (name, value);

    /// <summary>The parameter of the rule's <c>Update</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The stage that has the hyperparameter, where it is not the rule: a <see cref="GradientTransformAttribute">transform</see> or
    /// <see cref="WeightAverageAttribute">average</see>.
    /// </summary>
    public Type? Of { get; set; }

    /// <summary>The value of the hyperparameter: a <see cref="double"/>, <see cref="long"/> or <see cref="bool"/>.</summary>
    public object Value { get; }
}
