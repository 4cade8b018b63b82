using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>Shows a visitor a model and its submodels; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelTree
{
    /// <summary>Prepares a model and shows a visitor its parameters and states.</summary>
    /// <param name="model">The model.</param>
    /// <param name="visitor">The visitor.</param>
    /// <exception cref="System.InvalidOperationException">
    /// The model is not ready to be stepped, is being saved or loaded, or is being stepped on another thread.
    /// </exception>
    public static void Visit<TVisitor>(IOptimizable model, ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct => Show(ref model, ref visitor);

    /// <summary>Prepares a structure and shows a visitor its parameters and states.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(IOptimizable, ref TVisitor)"/>
    public static void Visit<TModel, TVisitor>(ref TModel model, ref TVisitor visitor)
        where TModel : struct, IOptimizable
        where TVisitor : IParameterVisitor, allows ref struct => Show(ref model, ref visitor);

    private static void Show<TModel, TVisitor>(ref TModel model, ref TVisitor visitor)
        where TModel : IOptimizable
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (!model.StepState.MayLook())
            throw StepDriver.Concurrent(model.GetType().Name);
        var context = new StepContext(isStep: false);
        model.Prepare(ref context);
        var table = new ParameterTable<VisitorAdapter<TVisitor>>(new(ref visitor));
        model.Visit(ref table, ref context);
    }
}
