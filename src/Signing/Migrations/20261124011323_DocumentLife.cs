using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class DocumentLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_document_version_document_id_ordinal",
                schema: "signing",
                table: "document_version");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "issued_at",
                schema: "signing",
                table: "document",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.RenameColumn(
                name: "planned_symbol",
                schema: "signing",
                table: "document",
                newName: "symbol");

            migrationBuilder.AddColumn<string>(
                name: "field_name",
                schema: "signing",
                table: "signing_attempt",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "image_aspect",
                schema: "signing",
                table: "signing_attempt",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "signing",
                table: "signing_attempt",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Approval");

            migrationBuilder.AddColumn<Guid>(
                name: "manifest_id",
                schema: "signing",
                table: "signing_attempt",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "part",
                schema: "signing",
                table: "signing_attempt",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "signatory_ordinal",
                schema: "signing",
                table: "signing_attempt",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "signer_name",
                schema: "signing",
                table: "signing_attempt",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                schema: "signing",
                table: "signature",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "field_name",
                schema: "signing",
                table: "signature",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<double>(
                name: "image_aspect",
                schema: "signing",
                table: "signature",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                schema: "signing",
                table: "signature",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Approval");

            migrationBuilder.AddColumn<string>(
                name: "authority",
                schema: "signing",
                table: "signatory",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Own");

            migrationBuilder.AddColumn<string>(
                name: "role",
                schema: "signing",
                table: "signatory",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Approve");

            migrationBuilder.AddColumn<string>(
                name: "signed_by_name",
                schema: "signing",
                table: "signatory",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "stage",
                schema: "signing",
                table: "signatory",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "file_name",
                schema: "signing",
                table: "document_version",
                type: "character varying(255)",
                maxLength: 255,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "number_fields",
                schema: "signing",
                table: "document_version",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "origin",
                schema: "signing",
                table: "document_version",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Submitted");

            migrationBuilder.AddColumn<int>(
                name: "part",
                schema: "signing",
                table: "document_version",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "warnings",
                schema: "signing",
                table: "document_version",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "acts",
                schema: "signing",
                table: "document",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "copy_form",
                schema: "signing",
                table: "document",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "True");

            migrationBuilder.AddColumn<DateOnly>(
                name: "dated_on",
                schema: "signing",
                table: "document",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "due_on",
                schema: "signing",
                table: "document",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "number",
                schema: "signing",
                table: "document",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "replaces_id",
                schema: "signing",
                table: "document",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                schema: "signing",
                table: "document",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Signing");

            migrationBuilder.AddColumn<int>(
                name: "urgency",
                schema: "signing",
                table: "document",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What was there before the life of documents was kept: who signs one after another, one file, no number.
            migrationBuilder.Sql("""
                update signing.document set state = case when withdrawn_at is not null then 'Withdrawn' when signed_at is not null then 'Signed' else 'Signing' end,
                    symbol = ltrim(replace(symbol, '…', ''), '/ .');
                update signing.signatory set stage = ordinal, signed_by_name = case when signed_at is not null then name end;
                update signing.document_version v set origin = 'Signed' where exists (select 1 from signing.signature s where s.version_id = v.id);
                update signing.signing_attempt a set manifest_id = id,
                    signatory_ordinal = (select s.ordinal from signing.signatory s where s.document_id = a.document_id and s.person_id = a.person_id limit 1),
                    signer_name = coalesce((select s.name from signing.signatory s where s.document_id = a.document_id and s.person_id = a.person_id limit 1), '');
                """);

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                schema: "signing",
                table: "document");

            migrationBuilder.CreateTable(
                name: "batch",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    assembled_by = table.Column<Guid>(type: "uuid", nullable: false),
                    assembled_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "delegation",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    to_post = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    authority = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    basis = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document_event",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_event", x => x.id);
                    table.ForeignKey(
                        name: "fk_document_event_documents_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "given_number",
                schema: "signing",
                columns: table => new
                {
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reserved_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reserved_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    purpose = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_given_number", x => new { x.unit_id, x.kind, x.year, x.number });
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                schema: "signing",
                columns: table => new
                {
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => new { x.unit_id, x.kind, x.year });
                });

            migrationBuilder.CreateTable(
                name: "read_mark",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_read_mark", x => new { x.document_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "recipient",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    organ_id = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recipient", x => new { x.document_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_recipient_documents_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "signature_image",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    png = table.Column<byte[]>(type: "bytea", nullable: false),
                    width_mm = table.Column<double>(type: "double precision", nullable: false),
                    aspect = table.Column<double>(type: "double precision", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    added_by = table.Column<Guid>(type: "uuid", nullable: false),
                    added_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signature_image", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "batch_item",
                schema: "signing",
                columns: table => new
                {
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    taken_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken_out_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batch_item", x => new { x.batch_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_batch_item_batches_batch_id",
                        column: x => x.batch_id,
                        principalSchema: "signing",
                        principalTable: "batch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_signing_attempt_manifest_id",
                schema: "signing",
                table: "signing_attempt",
                column: "manifest_id");

            migrationBuilder.CreateIndex(
                name: "ix_document_version_document_id_part_ordinal",
                schema: "signing",
                table: "document_version",
                columns: new[] { "document_id", "part", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_replaces_id",
                schema: "signing",
                table: "document",
                column: "replaces_id");

            migrationBuilder.CreateIndex(
                name: "ix_document_unit_id_state",
                schema: "signing",
                table: "document",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_person_id_closed_at",
                schema: "signing",
                table: "batch",
                columns: new[] { "person_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_unit_id_frozen_at",
                schema: "signing",
                table: "batch",
                columns: new[] { "unit_id", "frozen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_item_document_id",
                schema: "signing",
                table: "batch_item",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_delegation_from_person_id",
                schema: "signing",
                table: "delegation",
                column: "from_person_id");

            migrationBuilder.CreateIndex(
                name: "ix_delegation_to_person_id_until",
                schema: "signing",
                table: "delegation",
                columns: new[] { "to_person_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_document_event_document_id_at",
                schema: "signing",
                table: "document_event",
                columns: new[] { "document_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_given_number_document_id",
                schema: "signing",
                table: "given_number",
                column: "document_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_given_number_free",
                schema: "signing",
                table: "given_number",
                columns: new[] { "unit_id", "kind", "year" },
                filter: "document_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_recipient_unit_id_acknowledged_at",
                schema: "signing",
                table: "recipient",
                columns: new[] { "unit_id", "acknowledged_at" });

            migrationBuilder.CreateIndex(
                name: "ix_signature_image_person_id_added_at",
                schema: "signing",
                table: "signature_image",
                columns: new[] { "person_id", "added_at" });

            migrationBuilder.CreateIndex(
                name: "ix_signature_image_unit_id_added_at",
                schema: "signing",
                table: "signature_image",
                columns: new[] { "unit_id", "added_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "batch_item",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "delegation",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "document_event",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "given_number",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "number_series",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "read_mark",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "recipient",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "signature_image",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "batch",
                schema: "signing");

            migrationBuilder.DropIndex(
                name: "ix_signing_attempt_manifest_id",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropIndex(
                name: "ix_document_version_document_id_part_ordinal",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropIndex(
                name: "ix_document_replaces_id",
                schema: "signing",
                table: "document");

            migrationBuilder.DropIndex(
                name: "ix_document_unit_id_state",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "field_name",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "image_aspect",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "manifest_id",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "part",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "signatory_ordinal",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "signer_name",
                schema: "signing",
                table: "signing_attempt");

            migrationBuilder.DropColumn(
                name: "field_name",
                schema: "signing",
                table: "signature");

            migrationBuilder.DropColumn(
                name: "image_aspect",
                schema: "signing",
                table: "signature");

            migrationBuilder.DropColumn(
                name: "kind",
                schema: "signing",
                table: "signature");

            migrationBuilder.DropColumn(
                name: "authority",
                schema: "signing",
                table: "signatory");

            migrationBuilder.DropColumn(
                name: "role",
                schema: "signing",
                table: "signatory");

            migrationBuilder.DropColumn(
                name: "signed_by_name",
                schema: "signing",
                table: "signatory");

            migrationBuilder.DropColumn(
                name: "stage",
                schema: "signing",
                table: "signatory");

            migrationBuilder.DropColumn(
                name: "file_name",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "number_fields",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "origin",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "part",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "warnings",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "acts",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "copy_form",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "dated_on",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "due_on",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "number",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "replaces_id",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "state",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "urgency",
                schema: "signing",
                table: "document");

            migrationBuilder.RenameColumn(
                name: "symbol",
                schema: "signing",
                table: "document",
                newName: "planned_symbol");

            migrationBuilder.DropColumn(
                name: "issued_at",
                schema: "signing",
                table: "document");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "withdrawn_at",
                schema: "signing",
                table: "document",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                schema: "signing",
                table: "signature",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_version_document_id_ordinal",
                schema: "signing",
                table: "document_version",
                columns: new[] { "document_id", "ordinal" },
                unique: true);
        }
    }
}
