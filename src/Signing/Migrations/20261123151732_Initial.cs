using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Signing.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "signing");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateTable(
                name: "document",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    planned_symbol = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    signer_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    signer_post = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    searched_text = table.Column<string>(type: "text", nullable: false),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signing_attempt",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    certificate_thumbprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    certificate_subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    revocation_known = table.Column<bool>(type: "boolean", nullable: false),
                    prepared = table.Column<byte[]>(type: "bytea", nullable: false),
                    code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_version_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_attempt", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document_version",
                schema: "signing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    page_count = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    default_box_height = table.Column<double>(type: "double precision", nullable: false),
                    default_box_page = table.Column<int>(type: "integer", nullable: false),
                    default_box_width = table.Column<double>(type: "double precision", nullable: false),
                    default_box_x = table.Column<double>(type: "double precision", nullable: false),
                    default_box_y = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_version", x => x.id);
                    table.ForeignKey(
                        name: "fk_document_version_document_document_id",
                        column: x => x.document_id,
                        principalSchema: "signing",
                        principalTable: "document",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "signature",
                schema: "signing",
                columns: table => new
                {
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    signer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    certificate_thumbprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    certificate_subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    channel = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revocation_known = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signature", x => x.version_id);
                    table.ForeignKey(
                        name: "fk_signature_document_version_version_id",
                        column: x => x.version_id,
                        principalSchema: "signing",
                        principalTable: "document_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_document_searched_text",
                schema: "signing",
                table: "document",
                column: "searched_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

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

            migrationBuilder.CreateIndex(
                name: "ix_document_version_document_id_ordinal",
                schema: "signing",
                table: "document_version",
                columns: new[] { "document_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signature_person_id_accepted_at",
                schema: "signing",
                table: "signature",
                columns: new[] { "person_id", "accepted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_signing_attempt_document_id",
                schema: "signing",
                table: "signing_attempt",
                column: "document_id");

            migrationBuilder.CreateIndex(
                name: "ix_signing_attempt_expires_at",
                schema: "signing",
                table: "signing_attempt",
                column: "expires_at",
                filter: "finished_version_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_signing_attempt_finished_version_id",
                schema: "signing",
                table: "signing_attempt",
                column: "finished_version_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "signature",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "signing_attempt",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "document_version",
                schema: "signing");

            migrationBuilder.DropTable(
                name: "document",
                schema: "signing");
        }
    }
}
