using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class Signatories : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_document_signer_person_id_signed_at",
                schema: "signing",
                table: "document");

            migrationBuilder.DropIndex(
                name: "ix_document_unit_id_submitted_at",
                schema: "signing",
                table: "document");

            migrationBuilder.DropIndex(
                name: "ix_document_waiting",
                schema: "signing",
                table: "document");

            migrationBuilder.AddColumn<string>(
                name: "purpose",
                schema: "signing",
                table: "document",
                type: "character varying(30)",
                maxLength: 30,
                nullable: false,
                defaultValue: "Administrative");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "withdrawn_at",
                schema: "signing",
                table: "document",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "signatory",
                schema: "signing",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    post = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    certificate_thumbprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    box_height = table.Column<double>(type: "double precision", nullable: false),
                    box_page = table.Column<int>(type: "integer", nullable: false),
                    box_width = table.Column<double>(type: "double precision", nullable: false),
                    box_x = table.Column<double>(type: "double precision", nullable: false),
                    box_y = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signatory", x => new { x.document_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_signatory_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // Until now every document had one signer, whose place was kept with each version.
            migrationBuilder.Sql("""
                insert into signing.signatory (document_id, ordinal, person_id, name, post, waiting_since, signed_at, box_page, box_x, box_y, box_width, box_height)
                select d.id, 1, d.signer_person_id, d.signer_name, d.signer_post, d.submitted_at, d.signed_at, v.default_box_page, v.default_box_x, v.default_box_y, v.default_box_width, v.default_box_height
                from signing.document d join signing.document_version v on v.document_id = d.id and v.ordinal = 1;
                """);

            migrationBuilder.DropColumn(
                name: "default_box_height",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "default_box_page",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "default_box_width",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "default_box_x",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "default_box_y",
                schema: "signing",
                table: "document_version");

            migrationBuilder.DropColumn(
                name: "signer_name",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "signer_person_id",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "signer_post",
                schema: "signing",
                table: "document");

            migrationBuilder.CreateIndex(
                name: "ix_document_unit_id_purpose_submitted_at",
                schema: "signing",
                table: "document",
                columns: new[] { "unit_id", "purpose", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_signatory_person_id_signed_at",
                schema: "signing",
                table: "signatory",
                columns: new[] { "person_id", "signed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_signatory_waiting",
                schema: "signing",
                table: "signatory",
                columns: new[] { "person_id", "waiting_since" },
                filter: "signed_at is null and waiting_since is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "signatory",
                schema: "signing");

            migrationBuilder.DropIndex(
                name: "ix_document_unit_id_purpose_submitted_at",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "purpose",
                schema: "signing",
                table: "document");

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                schema: "signing",
                table: "document");

            migrationBuilder.AddColumn<double>(
                name: "default_box_height",
                schema: "signing",
                table: "document_version",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<int>(
                name: "default_box_page",
                schema: "signing",
                table: "document_version",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "default_box_width",
                schema: "signing",
                table: "document_version",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "default_box_x",
                schema: "signing",
                table: "document_version",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "default_box_y",
                schema: "signing",
                table: "document_version",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<string>(
                name: "signer_name",
                schema: "signing",
                table: "document",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "signer_person_id",
                schema: "signing",
                table: "document",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "signer_post",
                schema: "signing",
                table: "document",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_document_signer_person_id_signed_at",
                schema: "signing",
                table: "document",
                columns: new[] { "signer_person_id", "signed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_document_unit_id_submitted_at",
                schema: "signing",
                table: "document",
                columns: new[] { "unit_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_document_waiting",
                schema: "signing",
                table: "document",
                columns: new[] { "signer_person_id", "submitted_at" },
                filter: "signed_at is null");
        }
    }
}
