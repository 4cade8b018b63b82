using System;

namespace FusedOpt;

/// <summary>
/// Transforms the gradients of a class before its rule sees them, in the same pass: clips, centres or normalises them, or does what a
/// transform of your own says. Several are applied in the order in which they are written.
/// </summary>
/// <remarks>
/// The named arguments are the hyperparameters of the transform, as those of <see cref="OptimizeAttribute"/> are the rule's. One that has
/// no property here is set by <see cref="HyperparameterAttribute"/> with <see cref="HyperparameterAttribute.Of"/>, and so is one for a
/// single parameter. Submodels take their own transforms.
/// </remarks>
/// <param name="transform">
/// A static partial class marked with <see cref="GradientTransformAttribute"/>, in this project or a referenced one;
/// <c>FusedOpt.Transforms</c> holds those of FusedOpt.
/// </param>
/// <example><code>[Optimize(AdamW), Transform(typeof(ClipByValue), MaxValue = 5), Transform(typeof(ClipByNorm), MaxNorm =
/// 1)]</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class TransformAttribute(Type transform) : Attribute
{
    /// <summary>The class of the transform.</summary>
    public Type Transform { get; } = transform;

    /// <summary>The largest magnitude of an element. Above 0.</summary>
    public double MaxValue { get; set; }

    /// <summary>The largest norm of a gradient. Above 0.</summary>
    public double MaxNorm { get; set; }

    /// <summary>The largest norm of a gradient, as a share of its parameter's. Above 0.</summary>
    public double Clipping { get; set; }

    /// <summary>Keeps a norm from 0. At least 0.</summary>
    public double Epsilon { get; set; }

    /// <summary>The variance of noise in the first step. At least 0.</summary>
    public double Eta { get; set; }

    /// <summary>The speed at which the variance of noise decays. At least 0.</summary>
    public double Gamma { get; set; }
}
