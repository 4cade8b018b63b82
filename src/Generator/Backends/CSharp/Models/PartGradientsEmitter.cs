using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what gradients that can be added up have of the models within: a model's own are wherever its parts are, all others were made with them.</summary>
internal sealed class PartGradientsEmitter
{
    private readonly SourceWriter _writer;
    private readonly ModelSketch _model;
    private readonly string _owner;
    private readonly (PartField Part, string Made)[] _parts;

    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="owner">The field that holds the model whose own gradients they are; null in all others.</param>
    /// <param name="taken">Names of members.</param>
    public PartGradientsEmitter(SourceWriter writer, ModelSketch model, string owner, ISet<string> taken)
    {
        (_writer, _model, _owner) = (writer, model, owner);
        _parts = model.Target.SumsGradients ? [.. model.Target.Parts.Select(p => (p, Identifiers.Unique("_" + Identifiers.Camel(p.Name), taken)))] : [];
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _parts.Length > 0;

    /// <summary>The fields that hold those that were made.</summary>
    public IEnumerable<string> Fields => _parts.Select(p => $"{Type(p.Part)}[]? {p.Made}");

    /// <summary>Writes what notes whose own they are, or makes them, given a model and the tree that they are a part of.</summary>
    public void EmitMaking(string model, string tree)
    {
        using (_writer.Block($"if ({tree} is null)"))
        {
            _writer.Line($"{_owner} = {model};");
            _writer.Line("return;");
        }

        foreach ((PartField part, string made) in _parts)
        {
            if (part.Kind != PartKind.One && !part.IsNullable)
                _writer.Line($"global::FusedOpt.ParameterCheck.Assigned(\"{_model.PathOf(part.Name)}\", {model}.{_model.Names.Own(part.Name)});");
            _writer.Line($"{made} = {_model.PartsOf(part, model + ".")}{(part.HoldsNullable ? "" : ".Assigned()")}.Gradients<{Type(part)}>({tree});");
        }
    }

    /// <summary>Writes a member for each field that holds models.</summary>
    public void EmitMembers()
    {
        foreach ((PartField part, string made) in _parts)
        {
            string name = Identifiers.Escape(part.Name);
            _writer.Line().Line($"/// <summary>The gradients of {part.Name}.</summary>");
            _writer.Line($"{part.GradientsModifiers} {name} => " + (part.Kind == PartKind.One
                ? $"{_owner} is null ? {made}![0] : {_owner}.{_model.Names.Own(part.Name)}{Nullable(part)}.{Surface.Gradients};"
                : $"new({_owner}?.{_model.Names.Own(part.Name)}, {made});"));
        }
    }

    /// <summary>Writes what clears a model's own; one that holds itself is refused there.</summary>
    public void EmitZeroOwn()
    {
        using (_writer.Block($"if ({_owner} is not null)"))
        {
            _writer.Line($"{_owner}.{Surface.ZeroGradients}();");
            _writer.Line("return;");
        }
    }

    /// <summary>Writes what clears those that were made.</summary>
    public void EmitZeroMade()
    {
        string i = _model.Names.Indices(1)[0];
        foreach ((PartField part, _) in _parts)
        {
            string name = Identifiers.Escape(part.Name), call = $"{Nullable(part)}.{Surface.ZeroGradients}();";
            if (part.Kind == PartKind.One)
            {
                _writer.Line(name + call);
                continue;
            }

            _writer.Line($"for (int {i} = 0; {i} < {name}.Count; {i}++)");
            using (_writer.Indent())
                _writer.Line($"{name}[{i}]{call}");
        }
    }

    private static string Type(PartField part) => part.Gradients + Nullable(part);

    private static string Nullable(PartField part) => part.HoldsNullable ? "?" : "";
}
