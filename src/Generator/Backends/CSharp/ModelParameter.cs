using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>A parameter with the generated fields that hold its state.</summary>
internal sealed class ModelParameter(ParameterField field, Kernel kernel, string typeName, EquatableArray<long> hyperparameters, ISet<string> taken)
{
    public ParameterField Field { get; } = field;

    public Kernel Kernel { get; } = kernel;

    /// <summary>The field's name in code.</summary>
    public string Name { get; } = Identifiers.Escape(field.Name);

    /// <summary>The field's type in code.</summary>
    public string Type { get; } = field.IsArray ? kernel.ElementKeyword + "[]" : kernel.ElementKeyword;

    /// <summary>The field as messages name it: <c>Model.Weights</c>.</summary>
    public string Path { get; } = $"{typeName}.{field.Name}";

    /// <summary>The generated fields, in the order of the rule's states.</summary>
    public IReadOnlyList<StateField> States { get; } =
    [
        .. kernel.Program.States.Select(s => new StateField(
            Identifiers.Unique("_" + Identifiers.Camel(field.Name) + Identifiers.Pascal(s.Name), taken),
            Identifiers.Snake(s.Name),
            s.Type == ScalarType.Double,
            Initial(s, kernel, hyperparameters))),
    ];

    /// <summary>Those with a value for every element.</summary>
    public IEnumerable<StateField> ElementStates => States.Where(s => !s.PerField);

    /// <summary>Those with one value for the whole field.</summary>
    public IEnumerable<StateField> FieldStates => States.Where(s => s.PerField);

    private static string? Initial(StateSlot state, Kernel kernel, EquatableArray<long> hyperparameters)
    {
        double value = System.BitConverter.Int64BitsToDouble(state.InitialFrom < 0 ? state.Initial : hyperparameters[state.InitialFrom]);
        return System.BitConverter.DoubleToInt64Bits(value) == 0 ? null
            : state.Type == ScalarType.Element && kernel.Program.Element == ElementType.Single ? Literals.Single((float)value)
            : Literals.Double(value);
    }
}

/// <summary>A generated field that holds state.</summary>
/// <param name="Name">Its name in code.</param>
/// <param name="CheckpointName">The name of the state in checkpoints.</param>
/// <param name="PerField">Whether it is one double for the whole parameter.</param>
/// <param name="Initial">Its value before the first step; null for 0.</param>
internal sealed record StateField(string Name, string CheckpointName, bool PerField, string? Initial);
