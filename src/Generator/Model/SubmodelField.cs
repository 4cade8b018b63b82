namespace FusedOpt.Generator.Model;

/// <summary>A field that holds other optimized models.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of field: for one model or for several.</param>
/// <param name="IsStruct">True if the models are structures.</param>
/// <param name="IsNullable">True if the array or list of models may be null.</param>
/// <param name="HoldsNullable">True if a model in the field may be null.</param>
/// <param name="LearningRateScale">The factor on the learning rate that the models are handed; NaN if they keep their own.</param>
/// <param name="Gradients">The type of the gradients of one model in C#; null if the model's class takes no sums of gradients.</param>
/// <param name="IsPublic">True if the field is public.</param>
/// <param name="HidesMember">True if the gradients would hide an inherited member.</param>
/// <param name="Key">The name in checkpoints that an attribute gives; null if it is that of the field.</param>
internal sealed record SubmodelField(
    string Name,
    SubmodelKind Kind,
    bool IsStruct,
    bool IsNullable,
    bool HoldsNullable,
    double LearningRateScale,
    string? Gradients,
    bool IsPublic,
    bool HidesMember,
    string? Key)
{
    /// <summary>The type of the member that has the gradients of the models.</summary>
    public string GradientsType
    {
        get
        {
            string gradients = $"{Gradients}{(HoldsNullable ? "?" : "")}";
            return Kind == SubmodelKind.One ? gradients : $"global::FusedOpt.SubmodelGradients<{gradients}>";
        }
    }

    /// <summary>The modifiers and the type of the member that has the gradients of the models.</summary>
    public string GradientsModifiers => $"{(IsPublic ? "public" : "internal")} {(HidesMember ? "new " : "")}{GradientsType}";
}

/// <summary>The kinds of field that hold models.</summary>
internal enum SubmodelKind : byte
{
    One,
    Array,
    List,
}
