using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the stages that a class asks for around its rule.</summary>
internal static class StageReader
{
    /// <summary>Returns the stages in the order of their attributes. A refused stage is left out and reported.</summary>
    public static EquatableArray<StageUse> Read(
        INamedTypeSymbol type,
        AttributeData optimize,
        RuleUse? rule,
        Compilation compilation,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var stages = new List<StageUse>();

        // The name of the rule or stage that moves the parameters. A second one would move parameters that the first has already moved.
        object? mover = rule is { Moves: true } ? NameOf(optimize) : null;
        foreach ((AttributeData attribute, RuleForm form) in RuleForm.StagesOf(type))
        {
            if (RuleLocator.Find(attribute, form, compilation, diagnostics, cancellation) is not { } stage)
                continue;
            if (stage.Moves && mover is not null)
            {
                diagnostics.Add(
                    Descriptors.SeveralEvaluations,
                    RuleLocator.LocationOf(attribute, cancellation),
                    mover,
                    NameOf(attribute),
                    type.Name);
            }
            else if (stage.Moves)
            {
                mover = NameOf(attribute);
            }

            stages.Add(new(stage.Name, stage.Text, stage.Moves, ArgumentReader.Named(attribute).ToEquatableArray()));
        }

        return stages.ToEquatableArray();
    }

    /// <summary>Returns the name of the rule or stage that an attribute names.</summary>
    public static string NameOf(AttributeData attribute) => attribute.ConstructorArguments[0] switch
    {
        { Value: ITypeSymbol type } => type.Name,
        { Type: { } type, Value: var value } =>
            type.GetMembers().OfType<IFieldSymbol>().First(f => f.HasConstantValue && Equals(f.ConstantValue, value)).Name,
        _ => "",
    };
}
