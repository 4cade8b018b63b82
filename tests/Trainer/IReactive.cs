namespace FusedOpt.Trainer;

/// <summary>A model that adds to its gradients, or spoils them, in some steps.</summary>
internal interface IReactive
{
    /// <summary>Changes the gradients of a step.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    void React(int step);
}
