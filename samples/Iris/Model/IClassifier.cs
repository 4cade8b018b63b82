using FusedOpt;

namespace IrisSample;

/// <summary>The members of a model that the network and the trainer need; the rest of the model is generated.</summary>
internal interface IClassifier : IOptimizable
{
    /// <summary>The numbers that a step changes.</summary>
    Layers Parameters { get; }

    /// <summary>The gradients of the parameters, to be written before a step.</summary>
    Layers Gradients { get; }
}
